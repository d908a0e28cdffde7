"""Hand-back: the receipt opens it; what is due, what came along, who takes it; one button ends
it.
"""
