"""Every sentence for a person about a refusal, a warning or an alarm: what is wrong, and what next.

`sentence` puts a rule and its facts into words; the tables below are one long list each. A text's
{places} are names of facts; English is the source, other languages stand in the room's catalogue.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from string import Formatter

from counter.domain.money import figures
from counter.domain.numbers import LENGTH, grouped
from counter.language import N_, N_AS, Words
from counter.library_words import told

Facts = Mapping[str, str | int | None]

RULES: dict[str, str] = {
    # numbers
    "number.missing": N_("There is no number. Scan the code, or type the 16 digits under it."),
    "number.not_digits": N_(
        "“{text}” is not a number: “{character}” is no digit. Scan the code, or type the "
        "16 digits under it."
    ),
    "number.too_short": N_(
        "{digits} digits are too few: a number has {expected}. Type the missing digits, "
        "or scan the code."
    ),
    "number.too_long": N_(
        "{digits} digits are too many: a number has {expected}. Take away what does not "
        "belong to it, or scan the code."
    ),
    "number.doubled": N_(
        "The digit at place {place} seems to be typed twice: a number has 16 digits. Take "
        "one of them away."
    ),
    "number.swapped": N_(
        "Check digits wrong: the digits at places {place} and {next_place} look swapped. "
        "Compare {number} with the paper."
    ),
    "number.digit_wrong": N_(
        "Check digits wrong: one digit is mistyped. Compare {number} with the paper, "
        "digit by digit, or scan the code."
    ),
    "number.check_failed": N_(
        "Check digits wrong: several digits are mistyped. Compare {number} with the "
        "paper, or scan the code."
    ),
    "number.unknown_kind": N_(
        "{number} is none of our numbers: none begins with {digit}. Scan the code of one "
        "of our papers."
    ),
    "number.impossible_outlet": N_(
        "{number} is none of our numbers: no outlet has the number 00000. Scan the code "
        "of one of our papers."
    ),
    "number.wrong_kind": N_(
        "{number} is the number of a {found}; a {expected} is wanted here. Scan the {expected}."
    ),
    "number.exhausted": N_(
        "This seat has used up its {year} numbers of this kind. Ask head office for "
        "another seat digit."
    ),
    # receipts
    "receipt.unknown": N_("There is no receipt {number} here. Compare the number with the paper."),
    "receipt.other_outlet": N_(
        "Receipt {number} was issued by outlet {outlet}; this is outlet {own_outlet}. "
        "Send the customer there, or call that outlet."
    ),
    "receipt.reported_lost": N_(
        "Stop: receipt {number} is reported lost. Hand nothing over. Ask who is holding "
        "it, check who he is, and call the supervisor; if the owner has found it, record "
        "that first."
    ),
    "receipt.lost_declared": N_(
        "Stop: receipt {number} was declared lost, the paper is no longer good. Hand "
        "nothing over for it and call the supervisor."
    ),
    "receipt.voided": N_(
        "Stop: receipt {number} is void, its items have gone home or stand on a newer "
        "receipt. Hand nothing over for it and call the supervisor."
    ),
    "receipt.voided_error": N_(
        "Stop: receipt {number} was voided as a mistake. Hand nothing over for it; look "
        "for the receipt that stands for it now."
    ),
    "receipt.recovered": N_(
        "Stop: receipt {number} has been taken back already. Hand nothing over for it and "
        "call the supervisor."
    ),
    "receipt.not_issued": N_(
        "Receipt {number} has not been issued yet. Finish the check-in first."
    ),
    "receipt.not_now": N_("Receipt {number} is {status}; it cannot be {event} now."),
    "receipt.not_shown": N_(
        "The customer shows no paper, and receipt {number} is not declared lost. Take the "
        "paper, or do the loss procedure first."
    ),
    "receipt.signature_how": N_("Say how receipt {number} was signed: on paper or on the pad."),
    "receipt.already_signed": N_("Receipt {number} is signed already. Nothing needs to be done."),
    "receipt.not_signed": N_(
        "Receipt {number} is not signed yet. Let the customer sign it and confirm the signature."
    ),
    "receipt.work_begun": N_(
        "Work on case {case_number} has begun, so receipt {number} cannot be voided as a "
        "mistake. Withdraw the item instead."
    ),
    "receipt.deposit_taken": N_(
        "A deposit was taken for case {case_number}. Reverse it, then void receipt {number}."
    ),
    "signature.missing": N_("Nobody has signed on the pad yet. Let the customer sign."),
    "signature.on_pad": N_("There is a name on the pad. Say that it was signed on the pad."),
    "signature.empty": N_("There is no name on the pad yet, only a dot. Let the customer sign."),
    "signature.too_large": N_(
        "The name on the pad is too long to be kept. Clear the pad and sign once more."
    ),
    "signature.not_strokes": N_(
        "What came from the pad is no signature. Clear the pad and sign once more."
    ),
    "signature.of_something_else": N_(
        "Something was changed after it was signed. Clear the pad and let the customer sign again."
    ),
    "handback.paid_for_another": N_(
        "Case {case_number} does not go home now. Take its money when it does."
    ),
    "loss.not_signed": N_(
        "The loss declaration for receipt {number} is not signed. Print it, let the "
        "customer sign it, then go on."
    ),
    "identity.last_four": N_(
        "Only the last four characters of the identity paper are kept; {length} were "
        "given. Type the last four."
    ),
    # cards
    "card.unknown": N_("There is no repair card {number} here. Compare the number with the card."),
    "card.other_outlet": N_(
        "Repair card {number} belongs to outlet {outlet}; this is outlet {own_outlet}. "
        "Call that outlet."
    ),
    "card.not_now": N_("Repair card {number} is {status}; it cannot be {event} now."),
    "card.not_hung": N_(
        "Repair card {number} does not hang on its item yet. Scan card and item label and "
        "hang it, then start."
    ),
    "card.wrong_item": N_(
        "Repair card {number} belongs to case {case_number}, not to {found}. Hang it on "
        "its own item."
    ),
    "card.not_at_work": N_(
        "Repair card {number} is {status}: nobody is working on it. Start work first."
    ),
    "card.no_time_booked": N_(
        "Repair card {number} has no bench time. Book the minutes worked, or correct a "
        "step, then go on."
    ),
    "card.no_parts_no_word": N_(
        "Repair card {number} has no parts. Book the parts used, or say that none were used."
    ),
    "card.parts_were_used": N_(
        "Repair card {number} has {pieces} parts booked, so “no parts used” cannot be "
        "right. Take that word away, or take the parts back."
    ),
    "card.own_work": N_(
        "You have worked on repair card {number} yourself. Let somebody else "
        "inspect it; a one-person outlet may allow self-inspection in its settings."
    ),
    "card.test_failed": N_(
        "Test “{test}” of repair card {number} is outside its limits ({value}). Repair "
        "and test again, or fail the inspection."
    ),
    "card.minutes_negative": N_(
        "{minutes} minutes cannot be booked on repair card {number}. Give the minutes "
        "actually worked."
    ),
    "card.minutes_above_clock": N_(
        "Only {clock} minutes went by on repair card {number}; {minutes} cannot be "
        "booked. Give fewer, or correct the times of the step."
    ),
    "step.unknown": N_("Repair card {number} has no step {n}; it has {steps}. Choose one of them."),
    "step.card_closed": N_("Repair card {number} is closed; its times can no longer be corrected."),
    "step.already_corrected": N_(
        "Step {n} of repair card {number} has been corrected already. Correct the newer step."
    ),
    "step.still_open": N_(
        "The clock of step {n} on repair card {number} still runs. Stop it first."
    ),
    "step.of_another": N_(
        "Step {n} of repair card {number} is another technician's. He or a supervisor corrects it."
    ),
    "step.bad_times": N_(
        "The times of step {n} on repair card {number} do not fit: the end lies before "
        "the start, or in the future. Give the right times."
    ),
    "bench.clock_runs": N_(
        "Technician {technician} has the clock running on repair card {number}. Stop that "
        "clock first."
    ),
    "bench.other_card": N_(
        "Your clock runs on repair card {number}. Stop it there, then start here."
    ),
    "bench.no_clock": N_("No clock runs on repair card {number}. Start work first."),
    "bench.not_his_clock": N_(
        "The clock on repair card {number} is technician {technician}'s. He or a "
        "supervisor stops it."
    ),
    "diagnosis.covered_by_whom": N_(
        "Repair card {number} is paid service. Say whether contract (B) or guarantee (C) "
        "covers the repair, or send an estimate."
    ),
    "test.not_a_number": N_(
        "“{text}” is no measured value. Type digits, with a point for decimals."
    ),
    "test.no_limit": N_("A test needs a limit: the least value, the most, or both."),
    "test.limits_crossed": N_("The lower limit {low} is above the upper limit {high}. Swap them."),
    # cases and custody
    "case.unknown": N_("There is no case {number} here. Compare the number with the paper."),
    "case.other_outlet": N_(
        "Case {number} belongs to outlet {outlet}; this is outlet {own_outlet}. Call that outlet."
    ),
    "case.other_custodian": N_(
        "The item of case {number} is in the custody of outlet {holder}; only that outlet "
        "may change its case. Call them."
    ),
    "case.on_its_way": N_(
        "The item of case {number} is on its way to outlet {holder}; only that outlet may change "
        "its case, once it is there. Should it be back, scan its transfer paper and take it over."
    ),
    "case.not_arrived": N_(
        "The item of case {number} is on its way here and nobody has taken it over yet. Scan its "
        "transfer paper and its label first."
    ),
    "case.handed_back": N_(
        "The item of case {number} has gone home; its case is closed. Take it in anew if "
        "it comes back."
    ),
    "custody.not_now": N_("The item of case {number} is {state}; it cannot be {step} now."),
    "custody.item_is_out": N_(
        "The item of case {number} is with somebody else. Take it back onto a shelf first."
    ),
    "custody.already_there": N_(
        "The item of case {number} lies on shelf {shelf} already. Nothing needs to be moved."
    ),
    "custody.being_worked_on": N_(
        "The clock runs on repair card {number}. Stop work, then move the item."
    ),
    "custody.send_out_needs_consent": N_(
        "The item of case {number} goes to somebody else only with the customer's "
        "consent. Ask the customer and record the answer."
    ),
    "custody.send_out_to_whom": N_("Say to whom the item of case {number} is sent."),
    # transfers
    "transfer.unknown": N_(
        "There is no transfer {number} here. Compare the number with the paper."
    ),
    "transfer.not_now": N_("Transfer {number} is {status}; it cannot be {event} now."),
    "transfer.to_itself": N_("Outlet {outlet} is this one. Say which other outlet it goes to."),
    "transfer.no_outlet": N_("{outlet} is no outlet's number. Type 1 to {most}."),
    "transfer.how_many": N_(
        "A transfer takes 1 to {most} items; {items} were named. Use several transfers."
    ),
    "transfer.named_twice": N_("Case {number} is named twice. Take one of them away."),
    "transfer.already_packed": N_(
        "The item of case {number} is packed in transfer {transfer} already. Give that one up "
        "first."
    ),
    "transfer.needs_consent": N_(
        "The item of case {number} goes to another outlet only with the customer's consent. Ask "
        "the customer and record the answer."
    ),
    "transfer.clock_runs": N_(
        "Somebody is working on the item of case {number}. Stop work, then pack it."
    ),
    "transfer.part_for_which": N_("Say for which of the packed cases part {part} goes along."),
    "transfer.other_sender": N_(
        "Transfer {number} was packed by outlet {holder}; only that outlet can do this."
    ),
    "transfer.other_receiver": N_(
        "Transfer {number} goes to outlet {holder}. Do not take it over; give it back to the "
        "carrier or call that outlet."
    ),
    "transfer.own": N_(
        "Transfer {number} is this outlet's own. Give it up if it was not sent yet; if it came "
        "back, take it over."
    ),
    "transfer.nothing_scanned": N_(
        "No item of transfer {number} was scanned. Scan the label of every item in the bag."
    ),
    "transfer.not_on_it": N_(
        "The item with number {number} does not stand on transfer {transfer}. Put it aside; "
        "record it as an extra item if it was in the bag."
    ),
    "transfer.not_counted": N_(
        "Nothing of transfer {number} was counted before. Scan the label of every item."
    ),
    "transfer.item_missing": N_(
        "The item of case {case_number} stands on transfer {number} and was not in the bag. Call "
        "the outlet that sent it now."
    ),
    "transfer.item_lost": N_(
        "The item of case {case_number}, sent with transfer {number}, is lost. Tell the customer "
        "today, and call the carrier and the other outlet."
    ),
    "transfer.nothing_awaited": N_(
        "Nothing of transfer {number} is awaited here. Look at its items again."
    ),
    "transfer.not_awaited": N_(
        "The item of case {number} is not awaited here with transfer {transfer}. Look at its items "
        "again."
    ),
    "transfer.item_damaged": N_(
        "The item of case {case_number} came damaged with transfer {number}. Take a picture and "
        "call the outlet that sent it."
    ),
    "transfer.item_extra": N_(
        "{found} was in the bag of transfer {number} and does not stand on it. Put it aside and "
        "call the outlet that sent it."
    ),
    "transfer.seal_differs": N_(
        "The seal on the bag of transfer {number} reads {read}; the paper says {seal}. Look "
        "through the bag before you sign for it."
    ),
    "transfer.waits": N_(
        "This seat has not heard of transfer {number} from outlet {outlet} yet. What was scanned "
        "is kept; work on the items can begin once their cases are here: connect to head office, "
        "or read in that outlet's file."
    ),
    "transfer.part_unknown": N_(
        "Part {part}, which goes with transfer {number}, is not in this outlet's price list. Add "
        "it, then count it in."
    ),
    "transfer.passcode_forgotten": N_(
        "The passcode kept for case {number} does not travel and is forgotten here. Whoever needs "
        "it asks the customer."
    ),
    "shelf.unknown": N_(
        "There is no shelf “{shelf}”. Scan the shelf's label, or choose from the list."
    ),
    "shelf.closed": N_("Shelf {shelf} is closed. Choose another one."),
    "shelf.missing": N_("Say onto which shelf the item of case {number} goes."),
    "shelf.name_taken": N_("There is a shelf “{shelf}” already. Choose another name."),
    "shelf.not_empty": N_("{items} items lie on shelf {shelf}. Move them first."),
    "shelf.too_many_scanned": N_(
        "{scanned} numbers are too many for one count; at most {most}. Count the shelf in parts."
    ),
    # check-in
    "check_in.how_many": N_(
        "A check-in takes 1 to {most} items; {items} were named. Use several receipts."
    ),
    "intake.fault_missing": N_(
        "The fault is missing. Tick one, or write down what the customer says."
    ),
    "intake.condition_missing": N_(
        "The condition is missing. Tick what you see, or say that there are no marks."
    ),
    "intake.condition_contradicts": N_(
        "“No marks” and marks cannot both be right. Take one of them away."
    ),
    "intake.accessories_missing": N_(
        "The accessories are missing. Tick what the customer leaves here, or say that "
        "there are none."
    ),
    "intake.accessories_contradict": N_(
        "“No accessories” and accessories cannot both be right. Take one of them away."
    ),
    "intake.too_many_accessories": N_(
        "{accessories} accessories are too many; at most {most}. Put small things "
        "together under one name."
    ),
    "intake.accessory_qty": N_(
        "{qty} pieces of “{accessory}” cannot be right; 1 to {most}. Correct the count."
    ),
    "intake.unknown_chip": N_(
        "Something that was chosen is not in the list of this kind of item. Choose from the list, "
        "or write it in words."
    ),
    "intake.rework_of_other_unit": N_(
        "Case {case_number} was about another unit, so its guarantee does not cover this "
        "one. Choose the right case, or none."
    ),
    "promise.in_the_past": N_("{promised} has gone by. Promise a later time."),
    "promise.too_far": N_("{promised} is more than a year away. Promise an earlier time."),
    "promise.outside_hours": N_(
        "{promised} lies outside opening hours. Make sure the customer knows."
    ),
    "unit.missing": N_("Say which unit it is: a new one, or that of an earlier case."),
    "unit.twice_named": N_(
        "The unit is named twice: new, and by case {case_number}. Keep one of them."
    ),
    "unit.not_his": N_(
        "The unit of case {case_number} is not one of customer {number}. Choose one of "
        "his, or take it in as new."
    ),
    "unit.already_here": N_(
        "This unit (serial {serial}) is here already with case {case_number}. Open that "
        "case instead."
    ),
    "unit.same_twice": N_(
        "Two items of this check-in are the same unit ({serial}). Take one of them away, or "
        "compare the serial numbers."
    ),
    "unit.imei_wrong": N_(
        "{serial} is no IMEI: its check digit is wrong. Dial *#06# on the phone and compare."
    ),
    "unit.bought_in_future": N_("{bought_on} lies in the future. Correct the date of purchase."),
    "unit.other_owner": N_(
        "Serial {serial} is known with another customer. Make sure the unit is this customer's."
    ),
    "unit.under_guarantee": N_(
        "The repair of case {case_number} is guaranteed until {until_on}. If the same "
        "fault is back, take it in as free rework."
    ),
    "unit.same": N_("Both cases are about the same unit already. Nothing needs to be merged."),
    "unit.other_customer": N_(
        "The unit of case {case_number} is another customer's. Merge the customers first "
        "if they are one person."
    ),
    "unit.both_here": N_(
        "Both units are here with open cases, so they cannot be one. Compare the serial numbers."
    ),
    "unit.unknown": N_(
        "No unit with the serial number {serial} was ever here. Compare it with the type plate."
    ),
    # customers
    "customer.unknown": N_("There is no customer {number} here. Search by phone or name."),
    "customer.other_outlet": N_(
        "Customer {number} is known at outlet {outlet}; this is outlet {own_outlet}. "
        "Search by phone instead."
    ),
    "customer.other_name": N_(
        "This phone is known as {known_as} (customer {number}). Say whether the name is "
        "corrected, or it is another person with the same phone."
    ),
    "customer.which_one": N_(
        "Several customers have this phone: {names}. Choose one, or take in a new person."
    ),
    "customer.other_phone": N_(
        "Customer {number} is not known by this phone. Correct the customer's phone "
        "first, or search by the phone."
    ),
    "customer.same_phone": N_(
        "Customer {other} has the same phone. If they are one person, merge them into {number}."
    ),
    "customer.same": N_("Customer {number} cannot be merged with itself. Choose another one."),
    "customer.erased": N_(
        "The personal data of customer {number} was erased on request. Take the person in as new."
    ),
    "customer.has_open_case": N_(
        "Case {case_number} of customer {number} is still open. Hand the item back, then erase."
    ),
    "customer.bad_email": N_(
        "“{email}” is no e-mail address. Write it like name@example.com, or leave it empty."
    ),
    "customer.erased_now": N_("The personal data of customer {number} was erased."),
    "phone.not_a_phone": N_("This is no phone number: 5 to 15 digits are wanted. Type it anew."),
    "phone.mobile_length": N_(
        "A mobile number has {expected} digits; this one has {digits}. Compare it with "
        "the customer."
    ),
    "phone.area_code": N_(
        "{digits} digits that begin like a mobile: a mobile has {expected}. Type the rest, or "
        "put the area code before a landline."
    ),
    # estimates and consent
    "estimate.unknown": N_(
        "There is no estimate {number} here. Compare the number with the paper."
    ),
    "estimate.other_outlet": N_(
        "Estimate {number} belongs to outlet {outlet}; this is outlet {own_outlet}. Call "
        "that outlet."
    ),
    "estimate.no_lines": N_("The estimate is empty. Add work or parts with their prices."),
    "estimate.too_many_lines": N_(
        "{lines} lines are too many; at most {most}. Put small things together in one line."
    ),
    "estimate.no_rounding": N_("“{line}”: an estimate has no rounding. Round off when settling."),
    "estimate.none": N_("There is no estimate for case {number} yet. Send one first."),
    "estimate.nothing_to_pay": N_(
        "The customer pays nothing of this estimate for repair card {number}. Record the "
        "diagnosis as covered instead."
    ),
    "estimate.extra_to_nothing": N_(
        "Nothing has been agreed for repair card {number} yet, so nothing can come on "
        "top. Send a whole estimate."
    ),
    "estimate.not_waiting": N_(
        "Estimate {number} is {status}: there is nothing to answer. Look for the newest estimate."
    ),
    "estimate.unknown_line": N_(
        "Estimate {number} has no line {line}; it has {lines}. Choose among them."
    ),
    "consent.phone_missing": N_(
        "The consent to estimate {number} was given by phone: note the number you called."
    ),
    "consent.amount_differs": N_(
        "The lines agreed to in estimate {number} come to {lines_fen}, not {amount_fen}. "
        "Compare with the customer."
    ),
    "line.qty": N_("{qty} of “{line}” cannot be right; 1 to {most}. Correct the count."),
    # settlement and money
    "settlement.unknown": N_(
        "There is no statement {number} here. Compare the number with the paper."
    ),
    "settlement.other_outlet": N_(
        "Statement {number} belongs to outlet {outlet}; this is outlet {own_outlet}. Call "
        "that outlet."
    ),
    "settlement.none": N_(
        "Case {number} is not settled yet. Settle it first; before that only a deposit "
        "can be taken."
    ),
    "settlement.work_not_over": N_(
        "Case {number} cannot be settled: its repair card is {status}. Finish and inspect "
        "the repair, or withdraw the item."
    ),
    "settlement.no_lines": N_(
        "The statement for case {number} is empty. List the work and parts, covered ones too."
    ),
    "settlement.already_paid": N_(
        "Case {number} is paid. Reverse the payment first, then settle anew."
    ),
    "settlement.above_consent": N_(
        "{charged_fen} is more than the customer agreed to for case {number} "
        "({agreed_fen}). Send an extra estimate and record the consent, or charge less."
    ),
    "settlement.above_list": N_(
        "“{line}”: {charged_fen} is more than its price {list_fen}. Charge at most the price."
    ),
    "settlement.part_paid": N_(
        "“{line}” is paid by somebody else ({coverage}); the customer cannot be charged "
        "for it. Change who pays, or charge nothing."
    ),
    "settlement.rounding_too_large": N_(
        "{rounding_fen} is too much to round off; at most {most_fen}. Use goodwill on a "
        "line instead."
    ),
    "settlement.rounding_is_a_fact": N_(
        "“{line}”: give what is rounded off as an amount of its own, not as a line."
    ),
    "payment.zero": N_("The amount is zero. Type what the customer hands over."),
    "payment.nothing_due": N_("Nothing is due for case {number}. Take no money."),
    "payment.more_than_due": N_(
        "{amount_fen} is more than what is due for case {number} ({due_fen}); only cash "
        "gives change. Take {due_fen}."
    ),
    "payment.how_many": N_(
        "{payments} payments at once; 1 to {most} are possible. Take them one after the other."
    ),
    "payment.deposit_too_late": N_(
        "Case {number} is settled or closed: no deposit can be taken any more. Take a "
        "payment instead."
    ),
    "payment.unknown": N_(
        "Case {number} has no payment {n}; it has {payments}. Choose one of them."
    ),
    "payment.already_reversed": N_(
        "Payment {n} has been reversed already. Nothing needs to be done."
    ),
    "payment.is_reversal": N_("Line {n} is a reversal itself. Take the payment again instead."),
    "refund.nothing": N_("Nothing is to be paid back for case {number}."),
    "refund.too_much": N_(
        "{amount_fen} is more than is to be paid back for case {number} ({surplus_fen}). "
        "Pay back at most that."
    ),
    "till.day_to_come": N_("{day} is still to come. Count the cash of today or of a day before."),
    "money.negative": N_(
        "{field}: {amount_fen} is below zero. Type the amount without a minus; to give "
        "money back, use a refund or a reversal."
    ),
    "money.too_large": N_(
        "{field}: {amount_fen} is more than the counter takes ({most_fen}). Correct the amount."
    ),
    "money.too_fine": N_("{field}: “{text}” has more than two decimals. Round it to the cent."),
    "money.not_a_number": N_(
        "{field}: “{text}” is no amount. Type digits, with a point for decimals."
    ),
    "guarantee.too_short": N_(
        "The guarantee on a repair is at least {least} days by law; {days} were given. "
        "Promise at least that."
    ),
    "guarantee.too_long": N_(
        "A guarantee of {days} days is too long; at most {most}. Promise less."
    ),
    "guarantee.none": N_("Case {number} carries no guarantee. Take the item in as a new repair."),
    "guarantee.over": N_(
        "The guarantee of case {number} ended on {until_on}. Take the item in as a new repair."
    ),
    # hand-back
    "handback.work_not_over": N_(
        "The item of case {number} cannot go home: its repair card is {status}. Finish "
        "and inspect the repair, or withdraw the item."
    ),
    "handback.not_settled": N_(
        "Case {number} is not settled. Settle it first, also when nothing is to pay."
    ),
    "handback.not_paid": N_(
        "{due_fen} is still due for case {number}. Take the payment, or let a supervisor "
        "grant credit."
    ),
    "handback.refund_due": N_(
        "{surplus_fen} is to be paid back for case {number}. Pay it back first."
    ),
    "handback.accessories_open": N_(
        "Accessories of case {number} are not ticked: {accessories}. Tick what goes back, "
        "or say why it is missing."
    ),
    "handback.no_such_accessory": N_("Case {number} has no accessory {n}. Tick those on the list."),
    "handback.not_on_receipt": N_(
        "Case {case_number} is not open on receipt {number}. Scan the receipt it stands on."
    ),
    "handback.named_twice": N_("Case {number} is named twice. Name it once."),
    "handback.deputy_needs_receipt": N_(
        "Receipt {number} was declared lost: only the customer himself may fetch the "
        "items. A deputy must show the receipt."
    ),
    # parts
    "part.unknown": N_(
        "There is no part “{part}” in the price list. Scan its label, or add it to the list."
    ),
    "part.closed": N_("Part {part} is no longer used. Choose another one."),
    "part.qty": N_("{qty} pieces of {part} cannot be right; at most {most}. Correct the count."),
    "part.price_outside_range": N_(
        "{price_fen} for {part} is outside the published range {low_fen}–{high_fen}. A "
        "supervisor gives a reason, or take a price within it."
    ),
    "part.stock_below_zero": N_(
        "By the book there are {in_stock} pieces of {part} left. Count them and book what came in."
    ),
    "part.unknown_line": N_(
        "Repair card {number} has no line {n} of parts; it has {lines}. Choose one of them."
    ),
    "part.already_taken_back": N_(
        "Line {n} of repair card {number} was taken back already. Nothing needs to be done."
    ),
    "part.code_taken": N_("There is a part {part} already. Choose another code."),
    "part.range": N_(
        "The price {price_fen} of {part} must lie between {low_fen} and {high_fen}. "
        "Correct price or range."
    ),
    "part.published": N_(
        "Part {part} is published by head office; its price cannot be changed here."
    ),
    "part.not_that_many": N_(
        "There are {in_stock} pieces of {part}; {qty} cannot be taken out. Count them again."
    ),
    # people, rights, PIN
    "person.none": N_("Nobody is signed in. Sign in first."),
    "person.no_badge": N_(
        "Staff {code} has no badge number yet. Give one under Settings, People and rights, then "
        "print."
    ),
    "person.unknown": N_("There is no member of staff with the code {code}. Compare the code."),
    "person.code": N_("The staff code {code} must be 1 to {most} digits. Choose another one."),
    "person.code_taken": N_("The staff code {code} is taken. Choose another one."),
    "person.first_manages": N_(
        "The first person of a shop manages it; {code} needs the role of manager. Others "
        "are added later."
    ),
    "person.published": N_("Staff {code} is published by head office and cannot be changed here."),
    "person.last_manager": N_("{code} is the only manager left. Make somebody else manager first."),
    "person.at_work": N_("The clock of {code} runs on a repair card. Stop it first."),
    "right.missing": N_("Staff {code} ({role}) may not do this. Ask somebody who may."),
    "approval.missing": N_(
        "This needs the approval of somebody entitled. Let a supervisor type code and PIN."
    ),
    "approval.not_entitled": N_("Staff {code} may not approve this. Ask a supervisor."),
    "approval.wrong_pin": N_(
        "The PIN of staff {code} is wrong; nothing was approved. Let the person type it again."
    ),
    "pin.none_here": N_(
        "Nobody can sign in here yet: the shop has come from another machine, and PINs stay where "
        "they were set. “run first-pin CODE PIN” sets a manager's."
    ),
    "pin.some_here": N_("There are PINs at this machine. Sign in with one of them."),
    "pin.first_manager": N_("{code} is not a manager here. The first PIN must be a manager's."),
    "pin.first_set": N_("The first PIN at a new machine was set for {number}."),
    "passcode.other_machine": N_(
        "The passcode was kept on another machine and cannot be read here. Ask the customer."
    ),
    "shop.replaced": N_(
        "The file of the shop in {folder} was replaced while it was open. Close the program and "
        "start it again; nothing was written."
    ),
    "shop.capture_off": N_(
        "Something has switched off the log of the shop in {folder}. Nothing is written until it "
        "has been looked into: run verify, or restore a backup."
    ),
    "shop.damaged": N_(
        "The file of the shop in {folder} is damaged. Do not go on with it: restore the newest "
        "backup in another folder. What was found: {said}."
    ),
    "lease.cannot_write": N_(
        "This machine's own folder {folder} cannot be written. Give this account the right to "
        "write there, or free some space; nothing was changed."
    ),
    "record.erased": N_("This person was erased for good. Take the data in as a new customer."),
    "pin.wrong": N_("Code or PIN is wrong for {code}. Type both again."),
    "pin.wait": N_("Too many wrong PINs. Wait {seconds} seconds, then try again."),
    "pin.form": N_("A PIN has {least} to {most} digits. Choose such a one."),
    "pin.not_entitled": N_("Only {code} or a manager may set this PIN."),
    # inputs
    "input.missing": N_("{field} is missing. Fill it in."),
    "input.too_long": N_("{field} is too long: {length} characters, at most {limit}. Shorten it."),
    "input.bad_date": N_("{field}: “{text}” is no date. Write it as 2026-11-21."),
    "input.bad_time": N_("{where}: “{given}” is no time. Write it as 2026-11-21T18:00+08:00."),
    "input.not_json": N_("This is not JSON: {said}. Correct it and try again."),
    "input.unknown_field": N_("There is no field {where}. Look the names up with “acts --json”."),
    "input.wrong_type": N_("{where}: {said}. Look the form up with “acts --json”."),
    "act.unknown": N_("There is no act “{act}”. Look the names up with “acts”."),
    "page.unknown": N_("This place in the list is not known. Begin at the first page."),
    "period.reversed": N_("The period ends before it begins. Swap the two days."),
    "period.too_long": N_("The period is too long. Choose a shorter one."),
    # settings, lists
    "setting.published": N_(
        "Head office says what “{setting}” is, for every outlet. Ask there to have it changed."
    ),
    "publish.unread": N_(
        "The file cannot be read: {why}. Write it as the manual shows, and publish it again."
    ),
    "publish.nothing": N_("The file has nothing in it that could be published."),
    "publish.twice": N_(
        "“{key}” ({what}) stands twice in the file, or has no name. Nothing was published."
    ),
    "publish.past": N_(
        "{day} is over, so nothing can hold from then on: what was done since stays as it was "
        "done. Nothing was published: say today ({today}), or a later day."
    ),
    "publish.no_outlet": N_(
        "Outlet {outlet} is not known here. Nothing was published: let one of its seats join and "
        "sync first."
    ),
    "publish.no_kind": N_(
        "Model “{model}” has the kind of item “{kind}”, which not every outlet has. Nothing was "
        "published: correct the code, or add the kind to the file."
    ),
    "setting.unknown": N_("There is no setting “{setting}” to change."),
    "setting.bad_value": N_(
        "This value does not fit the setting “{setting}”. Look at the settings page for "
        "what it takes."
    ),
    "setting.bad_hours": N_(
        "The opening hours are not right at “{where}”: opening before closing, sessions "
        "in order, as 08:30."
    ),
    "outlet.number": N_(
        "{outlet} is no outlet number: 1 to 89999 from head office, 90000 to 99999 of "
        "your own choice."
    ),
    "outlet.seat": N_("{seat} is no seat: choose a digit from 0 to 9."),
    "outlet.zone": N_("“{zone}” is no time zone. Write it like Asia/Shanghai."),
    "outlet.currency": N_(
        "The counter does not know the currency “{currency}”. Choose one from the list."
    ),
    "outlet.language": N_("The counter does not speak “{language}”. Choose zh_CN, en or both."),
    "item_kind.unknown": N_("There is no kind of item “{code}”. Choose one from the list."),
    "item_kind.closed": N_("The kind of item “{code}” is no longer used. Choose another one."),
    "item_kind.published": N_(
        "The kind of item “{code}” is published by head office; it cannot be changed here."
    ),
    "item_kind.code_taken": N_("There is a kind of item “{code}” already. Choose another code."),
    "item_kind.chips": N_(
        "{chips} words are too many, or one code stands twice; at most {most}, each once."
    ),
    "item_kind.tests": N_(
        "{tests} tests are too many, or one name stands twice; at most {most}, each once."
    ),
    "draft.unknown": N_("There is no draft “{draft}”. Begin the form anew."),
    "ask.not_yours": N_(
        "“{question}” answers each person about his own alone. Ask as that person."
    ),
    "draft.not_yours": N_("This draft is somebody else's. Begin the form anew."),
    "draft.too_large": N_(
        "The draft is too large: {length} characters, at most {limit}. Finish the form first."
    ),
    "paper.unknown_form": N_("There is no paper “{form}”."),
    "paper.unknown_medium": N_("There is no paper size “{medium}”. Known sizes: {known}."),
    "paper.medium": N_("“{form}” is not printed on {medium}. Choose one of: {known}."),
    "paper.no_boxes": N_(
        "There are no boxes of “{form}” for {medium}, so it cannot be printed on paper that has "
        "them. Choose one of: {known}, or print it whole."
    ),
    "paper.no_such_copy": N_("There is no such copy of “{form}”. Choose one of: {known}."),
    "paper.shift": N_(
        "Papers can be moved by {most} mm at most, not by {across} and {down}. Lay the stock in "
        "straight first."
    ),
    "paper.nothing_to_print": N_(
        "There is nothing to print on “{form}” for {number}. Check the number."
    ),
    "paper.printed_already": N_(
        "{number} is printed already. Once more it is printed from the case page, with a reason."
    ),
    "paper.too_many": N_("{papers} papers at once are too many; at most {most}. Do it in parts."),
    "paper.not_open": N_(
        "Paper {place} of the queue is printed or put away. It is printed again from its case page."
    ),
    "paper.on_its_way": N_("Paper {place} of the queue is being printed. Wait a moment."),
    "paper.none_named": N_("No paper is named. Give places of the queue, or --all."),
    "paper.not_in_doubt": N_(
        "Paper {place} of the queue is not in doubt. See `print-queue list` how it stands."
    ),
    "paper.may_be_out": N_(
        "Paper {place} of the queue may have come out. Look at the printer, then say that it came "
        "out or print it again."
    ),
    "paper.cut_short": N_(
        "The program was stopped while this paper was printed. Look at the printer whether it came "
        "out."
    ),
    "paper.not_marked": N_(
        "The print queue cannot be written now ({said}); nothing was printed. It is tried again "
        "in a moment."
    ),
    "paper.not_drawn": N_(
        "The program made a mistake when it drew this paper ({said}); nothing was printed. Report "
        "it, and write the paper by hand."
    ),
    "printer.fault": N_(
        "The program made a mistake while “{printer}” was printing ({said}). Look at the printer "
        "whether the paper came out, and report it."
    ),
    "paper.busy_elsewhere": N_(
        "Another program of this machine is printing papers now. Wait until it is done."
    ),
    "paper.not_optional": N_(
        "“{field}” cannot be left out of “{form}”. What may be left out: {known}."
    ),
    "logo.blank": N_(
        "Nothing dark is left to print of “{file}”. Take a logo of dark lines on a pale ground."
    ),
    "logo.too_many_dots": N_(
        "“{file}” has more than {most} million dots. Save the logo smaller, about 1,000 wide."
    ),
    "logo.not_dots": N_(
        "A logo is at most {wide} by {high} dots, as the settings page makes them of a picture "
        "file."
    ),
    "paper.copies": N_("{copies} copies are not possible; 1 to {most}."),
    "paper.reprinted": N_("{number} was printed again."),
    # pictures
    "photo.no_picture": N_(
        "“{file}” is no picture the counter knows. Choose a JPEG, PNG or WebP file; an iPhone "
        "sends one when it is set to “Most Compatible”."
    ),
    "photo.damaged": N_(
        "The picture “{file}” is cut off or damaged. Copy it once more, or take another one."
    ),
    "photo.too_many_dots": N_(
        "“{file}” has more dots than any camera of the counter. Take the picture with fewer."
    ),
    "photo.file_too_large": N_(
        "The file “{file}” is larger than {most_mb} MB. Take a smaller picture."
    ),
    "sync.not_enrolled": N_(
        "This seat has joined no hub yet. Ask head office for a code and join with it."
    ),
    "sync.address": N_(
        "“{given}” is no address of a hub. Type it as head office told it: it begins with "
        "https://, or with http:// on a network of one's own."
    ),
    "sync.unreachable": N_(
        "The hub at {hub} cannot be reached. The shop goes on working; try again later."
    ),
    "sync.no_hub": N_(
        "What answers at {hub} is no hub: {said}. Look whether the network asks you to sign in, "
        "and whether the address is right."
    ),
    "sync.torn": N_("The hub's answer came broken. Nothing was changed; try again."),
    "sync.fault": N_(
        "The program made a mistake while it kept in step: {said}. Nothing is lost and it tries"
        " again; if this stays, tell head office."
    ),
    "sync.hub_fault": N_(
        "The hub made a mistake ({said}). Nothing is lost: what is new waits here and is tried "
        "again. If this stays, tell head office."
    ),
    "sync.busy": N_("The hub is busy. Nothing is lost; try again in a few minutes."),
    "sync.other_hub": N_(
        "At {hub} answers another hub than the one this seat has joined. Nothing was told to it; "
        "ask head office."
    ),
    "sync.refused": N_(
        "The hub at {hub} does not take what this seat sends. Nothing is lost; tell head office."
    ),
    "sync.forged": N_(
        "What came from {hub} is not what was sealed. Nothing of it was taken; tell head office."
    ),
    "sync.damaged": N_(
        "The file {file} that says which hub this seat has joined cannot be read. Join again with "
        "a new code."
    ),
    "sync.code_unknown": N_(
        "The hub does not know this code. Look whether it was typed as it was printed."
    ),
    "sync.code_used": N_("This code was used for another seat. Ask head office for a new one."),
    "sync.code_old": N_("This code is too old. Ask head office for a new one."),
    "sync.key": N_("The hub does not know this seat. Ask head office for a code and join again."),
    "sync.revoked": N_(
        "Head office has revoked this seat: it sends and hears nothing any more. Ask head office."
    ),
    "sync.token": N_("The hub does not accept this seat's word. Try again; else tell head office."),
    "sync.scope": N_("The hub tells this seat nothing of another outlet."),
    "sync.other_outlet": N_(
        "This code is for an outlet with another number than this shop's, or another outlet bears "
        "this number already. Ask head office for a code for the number of this shop."
    ),
    "sync.nothing_there": N_(
        "The hub holds no shop of this outlet yet. Open the shop here and join with the code."
    ),
    "sync.differs": N_(
        "Here and at the hub stand different records: {kinds}. Nothing is lost; sync once more, "
        "and "
        "if it is told again, tell head office."
    ),
    "move.not_whole": N_(
        "What came from the hub is not whole: {said}. Nothing was kept of it; call the command "
        "again."
    ),
    "conflict.unknown": N_(
        "There is no conflict {conflict}, or it was settled already. Look at the list again."
    ),
    "conflict.by_act": N_(
        "Conflict {conflict} is not settled by a choice. Correct one of the two records instead."
    ),
    "conflict.held_elsewhere": N_(
        "The item is at outlet {outlet} now: conflict {conflict} is settled there."
    ),
    "conflict.of_publisher": N_(
        "The record was published by outlet {outlet} (0 is head office): conflict {conflict} is "
        "settled there."
    ),
    "conflict.no_choice": N_(
        "Say which side of conflict {conflict} is right, or give the right value."
    ),
    "conflict.no_side": N_(
        "Conflict {conflict} has {sides} sides; there is no side {n}. Choose one of them."
    ),
    "conflict.other_field": N_(
        "The conflict is not about “{field}”. Give only values of the fields it lists."
    ),
    "conflict.not_typed": N_(
        "“{field}” cannot be typed here. Choose one of the sides; correct it by its own act then."
    ),
    "conflict.wrong_value": N_("“{given}” is no value for “{field}”. Give one of its kind."),
    "handback.others_unheard": N_(
        "This seat last heard of the others at {heard_at}. Had one of them handed the item back "
        "since, both would stand in the list of conflicts: ask there if in doubt."
    ),
    "relay.port_taken": N_(
        "Port {port} of {host} is in use: a relay runs here already, or another program does. Stop "
        "it, or choose another port."
    ),
    "relay.no_address": N_(
        "This machine has no address {host}. Look at the cable or the wireless network, or let it "
        "listen at 0.0.0.0."
    ),
    "relay.none_found": N_(
        "No seat that keeps the shop in step was found. Is it on, and on the same network? Else "
        "type its address."
    ),
    "relay.unreachable": N_(
        "{address} does not answer. Nothing is lost: what is new waits here. See whether that seat "
        "is on and keeps the shop in step."
    ),
    "relay.no_relay": N_(
        "Something answers at {address}, but it is no seat of this program ({said}). Look at the "
        "address."
    ),
    "relay.fault": N_(
        "The seat at {address} cannot take or tell anything now ({said}). Nothing is lost: what is "
        "new waits here. See whether that machine is busy, or its disk full."
    ),
    "relay.stranger": N_(
        "The seat at {address} is not known here, so nothing was told to it. Let the two seats "
        "meet first: each reads the other's card."
    ),
    "relay.not_known_there": N_(
        "The seat at {address} does not know this one. Let the two seats meet first: each reads "
        "the other's card."
    ),
    "relay.kept_out": N_(
        "The seat at {address} hears this one no more: head office or the shop has struck it off."
    ),
    "relay.forged": N_(
        "{address} has sent an entry that nobody of this shop has signed ({said}). Nothing of it "
        "was taken. Tell head office."
    ),
    "relay.wrong_code": N_(
        "That seat shows no such code, or has shown it too long ago. Let it show a new one, and "
        "type it within ten minutes."
    ),
    "relay.no_such_seat": N_("There is no seat {seat}. `neighbours` lists them."),
    "bundle.none": N_("{file} is no bundle of this program. Choose the file that was brought."),
    "hub.database": N_(
        "The hub's database cannot be used: {said}. Look whether it runs, whether its disk has "
        "room and this account may write there ({folder}), and whether its address is right."
    ),
    "hub.key": N_(
        "{file} holds no key of a hub. Put hub.key back from the backup: with another key all "
        "seats would take this for another hub."
    ),
    "hub.no_seat": N_(
        "Outlet {outlet} has no seat {seat} at this hub, so none was revoked. `hub seats` lists "
        "all of them."
    ),
    "hub.newer_database": N_(
        "The hub's database {database} was written by a newer version of the program ({version}; "
        "this one knows {known}). Install that version."
    ),
    "hub.cannot_prepare": N_(
        "The tables in {database} cannot be made or changed by this role ({said}). Run “hub "
        "prepare-database” with the address of their owner."
    ),
    "hub.no_address": N_(
        "That is no address of a database that can be used here ({said}). It looks like "
        "postgresql+psycopg://name@host/database, and needs “./run extra postgresql” once."
    ),
    "hub.role_name": N_(
        "“{name}” cannot begin the names of roles. Take small letters, figures and _, a letter "
        "first."
    ),
    "hub.role_taken": N_(
        "The role {role} is there already and is not of this database. Choose another name with "
        "--role."
    ),
    "hub.walls_stand": N_(
        "The database keeps outlets apart by roles, and {role} is none of them: it would see "
        "nothing. Start the hub without --database; its folder knows the addresses."
    ),
    "sync.bad_authority": N_(
        "{file} holds no certificate that could vouch for a hub ({said}). Ask head office for the "
        "PEM file, and join with --ca FILE."
    ),
    "sync.certificate_unknown": N_(
        "{hub} shows a certificate nobody here vouches for ({said}). Nothing was sent. Join with "
        "the authority's file of head office (enrol --ca FILE), or look whether this is the hub."
    ),
    "sync.certificate_expired": N_(
        "The certificate of {hub} has expired. Nothing was sent. Look at this machine's date; if "
        "it is right, head office has to renew it."
    ),
    "sync.certificate_early": N_(
        "The certificate of {hub} is not valid yet. Nothing was sent. Look at this machine's date."
    ),
    "sync.certificate_name": N_(
        "The certificate shown at {hub} is for another address ({said}). Nothing was sent. Look at "
        "the address; if it is right, tell head office."
    ),
    "hub.person_name": N_(
        "There is no account “{name}”, or it cannot be called so: 1 to 60 characters, no space at "
        "either end. `hub person list` shows them."
    ),
    "hub.person_known": N_("There is an account “{name}” already. Make a link for it instead."),
    "hub.person_short": N_(
        "The password is too short: take ten characters or more. Type it when asked, put it into "
        "COUNTER_HUB_PASSWORD, or make a link with --link."
    ),
    "hub.person_long": N_("The password is too long: two hundred characters are the most."),
    "hub.workers_need_postgresql": N_(
        "Several workers need PostgreSQL: give its address with --database, or leave --workers "
        "away."
    ),
    "hub.port_taken": N_(
        "Port {port} of {host} is in use, or not for this account: a hub runs here already, or "
        "another program does. Stop it, or choose another with --port."
    ),
    "hub.no_host": N_(
        "This machine has no address {host}. Look at --host: 127.0.0.1 is for this machine alone, "
        "0.0.0.0 for the whole network."
    ),
    "hub.certificate": N_(
        "The certificate cannot be used ({said}). --certificate takes the chain and --key its key, "
        "both as PEM: {file}."
    ),
    "hub.s3_missing": N_(
        "What speaks S3 is not installed here. Type “./run extra s3” in a terminal, then start the "
        "hub again."
    ),
    "hub.s3_place": N_(
        "“{place}” is no place for pictures. It looks like s3://bucket or s3://bucket/prefix."
    ),
    "hub.s3_refused": N_(
        "The store of pictures {place} does not answer as it should ({said}). Look at its address "
        "and at the keys in the environment."
    ),
    "bundle.newer": N_(
        "{file} was written by a newer program. Update this one, then read the file again."
    ),
    "bundle.damaged": N_(
        "{file} was damaged on its way. {entries} entries before the damage were taken in and are "
        "good; bring the file once more for the rest."
    ),
    "bundle.cut": N_(
        "{file} is cut off. {entries} entries before that were taken in and are good; bring the "
        "whole file for the rest."
    ),
    "bundle.not_for_us": N_(
        "{file} was written for somebody else and cannot be opened here. Bring it to whom it is "
        "for."
    ),
    "bundle.other_hub": N_(
        "{file} belongs to another hub than this one. Nothing was taken; ask head office."
    ),
    "bundle.stranger": N_(
        "{file} comes from a seat that is not known here. Nothing was taken; join both to one hub, "
        "or meet that seat first."
    ),
    "bundle.gap": N_(
        "{file} is bundle {number} of its sender and goes on from one that was not read here: "
        "bundle {missing}. Read that first, then this one again. {entries} entries were taken in."
    ),
    "bundle.fork": N_(
        "{file} tells of another life of the same shop's file: one was restored or copied. Bring "
        "that seat to the network once; nothing is lost. {entries} entries were taken in."
    ),
    "bundle.refused": N_(
        "{file} holds entries its sender had no right to. {entries} entries before them were taken "
        "in; tell head office."
    ),
    "bundle.nobody": N_(
        "There is nobody to write a bundle for: this seat has joined no hub and knows no other "
        "seat of its outlet."
    ),
    "bundle.no_seats": N_(
        "Outlet {outlet} has no seat at this hub that could open a bundle. Look at the number."
    ),
    "bundle.card": N_("“{card}” is no card of a seat. Copy it whole, as the other seat shows it."),
    "photo.missing": N_(
        "The picture {name} is not on this machine. Restore it from a backup, or look for it on "
        "the machine it was taken at."
    ),
    "photo.altered": N_(
        "The picture {name} is no longer what was taken: its file was changed or damaged. Restore "
        "it from a backup."
    ),
    "photo.too_many": N_(
        "Case {number} has {photos} pictures; more than {most} are not kept. Withdraw one first."
    ),
    "photo.already_here": N_("Case {number} has this picture already, as number {n}."),
    "photo.unknown": N_("Case {number} has no picture {n}; it has {photos}. Choose one of them."),
    "photo.already_withdrawn": N_(
        "Picture {n} of case {number} was withdrawn already. Nothing needs to be done."
    ),
    "photo.of_another": N_(
        "Picture {n} of case {number} was taken by somebody else. He or a supervisor withdraws it."
    ),
    "photo.withdrawn": N_("A picture of case {number} was withdrawn and deleted."),
    # cameras
    "camera.not_installed": N_(
        "What reads a camera is not installed here. Type “{command}” in a terminal, then try again."
    ),
    "camera.not_in_package": N_(
        "This package of the program cannot read a camera. Choose a picture's file, or use a "
        "scanner."
    ),
    "camera.none": N_("No camera was found. Plug one in, then try again."),
    "camera.absent": N_(
        "The camera {camera} is not there. Plug it in and try again, or choose another one."
    ),
    "camera.in_use": N_(
        "The program {program} is using the camera {camera}. Close it there, then try again."
    ),
    "camera.in_use_somewhere": N_(
        "Another program is using the camera {camera}. Close it there, then try again."
    ),
    "camera.not_allowed": N_(
        "{user} may not use the camera {camera} on this computer. Type “sudo usermod -aG video "
        "{user}” in a terminal, sign in to the computer again, then try again."
    ),
    "camera.shut_windows": N_(
        "The camera {camera} does not open. Close other programs that use a camera; in the "
        "settings of Windows, under Privacy, Camera, let desktop apps use it. Then try again."
    ),
    "camera.shut_macos": N_(
        "The camera {camera} does not open. Close other programs that use a camera; in the system "
        "settings, under Privacy & Security, Camera, allow it. Then try again."
    ),
    "camera.no_picture": N_(
        "The camera {camera} gives no picture. Close other programs that use a camera, pull out "
        "its plug and put it in again, then try again."
    ),
    "camera.gone": N_(
        "The camera {camera} has stopped: was it pulled out? Plug it in, then try again. Pictures "
        "that were kept are safe."
    ),
    "camera.no_answer": N_(
        "The camera at {address} does not answer. See whether it is switched on and in this "
        "network, then try again."
    ),
    "camera.no_film": N_("{file} is no film that can be shown. Choose another one."),
    "camera.black": N_("The picture is black. Take the cover off the lens, or switch on a light."),
    "pictures.folder_gone": N_(
        "The pictures folder {folder} cannot be looked into. {said} Connect it again, or choose "
        "another one in the settings."
    ),
    "pictures.folder_silent": N_(
        "The pictures folder {folder} does not answer. Look whether its computer is on; pictures "
        "can be added as files meanwhile."
    ),
    "pictures.folder_too_full": N_(
        "There are too many files in the pictures folder {folder}. Move old ones elsewhere."
    ),
    "pictures.came_for_another": N_(
        "“{file}” came while something else was open and was left in the folder. Add it as a "
        "file where it belongs."
    ),
    "pictures.whose": N_(
        "“{file}” has come into the pictures folder. Several items are open: go to the pictures "
        "of the one that it shows."
    ),
    # printers
    "printer.unknown": N_("There is no printer “{name}” here. Describe it first."),
    "printer.name_taken": N_(
        "There is a printer “{name}” here already. Choose another name for this one."
    ),
    "printer.too_many": N_("More than {most} printers cannot be kept. Take one away first."),
    "printer.field_unknown": N_("A printer has no field “{name}”. Take it away."),
    "printer.field_missing": N_("The field “{name}” of the printer is missing. Fill it in."),
    "printer.field_wrong": N_(
        "“{value}” cannot be the “{name}” of a printer. Possible is: {allowed}."
    ),
    "printer.wrong_way": N_(
        "“{printer}” has a driver of its own: it is reached through a queue of the system alone."
    ),
    "printer.list_damaged": N_(
        "The list of printers {file} cannot be read: {said}. Mend it, or describe the printers "
        "anew."
    ),
    "printer.wrong_language": N_(
        "“{printer}” does not speak what this page is written in. Choose another printer, or set "
        "its language right."
    ),
    "printer.other_language": N_(
        "“{printer}” is set to {language}, but answers in {heard}. Set its language right."
    ),
    "printer.no_text": N_("“{printer}” prints no plain text. Print the page as a picture instead."),
    "printer.no_drawer": N_("“{printer}” opens no cash drawer. Choose the receipt printer."),
    "printer.roll_too_narrow": N_(
        "The page is {page_mm} mm wide, “{printer}” prints {width_mm} mm. Choose a smaller size or "
        "another printer; nothing was sent."
    ),
    "printer.other_stock": N_(
        "The page is {page} mm, in “{printer}” lies {stock} mm. Load the right stock, or choose "
        "another printer; nothing was sent."
    ),
    "printer.way_not_here": N_("The way {way} to a printer does not exist on this system."),
    "printer.no_cups": N_(
        "Queues of the system are reached by “{program}”, which is not installed. Install the "
        "package cups-client."
    ),
    "printer.queue_unknown": N_(
        "The system has no print queue “{queue}”. Compare its name, or set it up there."
    ),
    "printer.not_reached": N_(
        "“{printer}” cannot be reached at {address}: {said}. Check that it is on and connected; "
        "nothing was sent."
    ),
    "printer.not_ready": N_("“{printer}” {state}; nothing was sent."),
    "printer.broke_off": N_(
        "“{printer}” broke off in the middle of the page ({went} of {of} bytes: {said}). Look what "
        "came out and throw away what is half before you print it again."
    ),
    "printer.no_answer": N_(
        "“{printer}” took the page but does not say that it was printed. Look whether it came out "
        "before you print it again."
    ),
    "printer.stopped": N_(
        "“{printer}” took the page and then {state}. Look what came out; it may print the rest by "
        "itself before you print it again."
    ),
    "customer.shown": N_("Name and phone behind {number} were shown."),
    "promise.moved": N_("Case {number} is promised for another time now."),
    "unit.same_serial": N_(
        "Another unit has the serial number {serial} too. If both are the same unit, let a "
        "supervisor merge them."
    ),
    "passcode.none": N_("No passcode is kept for case {number}. Ask the customer."),
    "passcode.shown": N_("The passcode of case {number} was shown."),
    # the shop and its file
    "shop.none": N_("There is no shop in {folder}. Open one, or name the right folder."),
    "shop.exists": N_("There is a shop in {folder} already. Choose an empty folder."),
    "shop.newer": N_(
        "The shop in {folder} was written by a newer version of the program. Install that version."
    ),
    "shop.older_layout": N_(
        "The file of the shop in {folder} was laid out by an older trial version and cannot be "
        "brought up to date. Open it with that version, or restore a backup that this one made."
    ),
    "shop.read_only": N_(
        "The shop in {folder} cannot be written. Give this account the right to write there."
    ),
    "shop.locked": N_("Another program holds the shop in {folder}. Close it there and try again."),
    "shop.no_keys": N_(
        "The keys of the shop in {folder} are not on this machine. Restore the shop from "
        "a backup here."
    ),
    "seat.no_free_digit": N_("Outlet {outlet} has no free seat digit left. Ask head office."),
    "clock.before_last_entry": N_(
        "The clock stands at {clock_at}, but the last entry is of {last_at}. Set the "
        "clock right, then go on."
    ),
    "setting.unlawful": N_(
        "“{words}”: a term that cuts the customer's rights is void and may be fined. Say it "
        "otherwise."
    ),
    "clock.far_ahead": N_(
        "The clock stands at {clock_at}, {days} days after the last entry of {last_at}. Set it "
        "right, or confirm that it is right (--confirm-clock)."
    ),
    "clock.confirmed": N_(
        "The clock stood more than a month after the last entry and was confirmed as right."
    ),
    "clock.never_open": N_(
        "The outlet is not open on any of the next {days} days. Set the opening hours first."
    ),
    "record.unknown": N_("There is no {kind} “{sought}” in this shop. Reload and try again."),
    "record.gone": N_("The {kind} that was asked for is not in this shop. Reload and try again."),
    "backup.not_whole": N_("The backup is not whole: {said}. Take another one."),
    "disk.full": N_("The disk of {folder} is full; nothing was written. Make room and try again."),
    "disk.failed": N_(
        "The disk of {folder} does not work: {said}. Nothing was written. Check the disk."
    ),
    "file.cannot_read": N_("{file} cannot be read: {said}. Check the name and the rights."),
    "file.cannot_write": N_("{file} cannot be written: {said}. Choose another place."),
}

#: states, steps, kinds, roles and fields as they stand inside a sentence
CODES: dict[str, tuple[str, str]] = {
    # what a printer says of itself
    "PRINTER_READY": N_AS("code", "is ready"),
    "PRINTER_PRINTING": N_AS("code", "is printing"),
    "PRINTER_PAUSED": N_AS("code", "is paused"),
    "PRINTER_PAPER_OUT": N_AS("code", "is out of paper"),
    "PRINTER_COVER_OPEN": N_AS("code", "has its cover open"),
    "PRINTER_JAM": N_AS("code", "has a paper jam"),
    "PRINTER_RIBBON_OUT": N_AS("code", "is out of ribbon"),
    "PRINTER_HOT": N_AS("code", "is too hot"),
    "PRINTER_OFFLINE": N_AS("code", "is offline"),
    "PRINTER_FAULT": N_AS("code", "reports a fault"),
    "PRINTER_UNKNOWN": N_AS("code", "tells nothing"),
    # states of the card
    "OPENED": N_AS("code", "opened but not hung"),
    "HUNG": N_AS("code", "hung and waiting for diagnosis"),
    "DIAGNOSING": N_AS("code", "being diagnosed"),
    "AWAIT_APPROVAL": N_AS("code", "waiting for the customer's word"),
    "APPROVED": N_AS("code", "approved and waiting for repair"),
    "AWAIT_PARTS": N_AS("code", "waiting for parts"),
    "REPAIRING": N_AS("code", "in repair"),
    "AWAIT_INSPECTION": N_AS("code", "waiting for inspection"),
    "REWORK": N_AS("code", "sent back for rework"),
    "PASSED": N_AS("code", "passed by inspection"),
    "RETURN_UNREPAIRED": N_AS("code", "going back unrepaired"),
    "CLOSED": N_AS("code", "closed"),
    # states of the receipt
    "DRAFT": N_AS("code", "not issued yet"),
    "ISSUED": N_AS("code", "good and with the customer"),
    "RECOVERED": N_AS("code", "taken back already"),
    "LOST_REPORTED": N_AS("code", "reported as lost"),
    "LOST_DECLARED": N_AS("code", "declared as lost"),
    "VOIDED": N_AS("code", "void"),
    "VOIDED_ERROR": N_AS("code", "void because of a mistake"),
    # states of the item
    "RECEIVED": N_AS("code", "received and on no shelf yet"),
    "IN_STORE": N_AS("code", "on a shelf"),
    "AT_BENCH": N_AS("code", "at the bench"),
    "SENT_OUT": N_AS("code", "sent out"),
    "IN_TRANSIT": N_AS("code", "on its way to another outlet"),
    "READY": N_AS("code", "ready"),
    "NOTIFIED": N_AS("code", "ready and the customer knows"),
    "UNCLAIMED": N_AS("code", "unclaimed"),
    "LIEN_NOTICE": N_AS("code", "under lien notice"),
    "LIEN_ENFORCEABLE": N_AS("code", "under a lien that may be enforced"),
    "DEPOSITED": N_AS("code", "deposited with a notary"),
    "DISPOSED": N_AS("code", "disposed of"),
    "LOST_OR_DAMAGED": N_AS("code", "lost or damaged"),
    "COMPENSATED": N_AS("code", "compensated"),
    "HANDED_BACK": N_AS("code", "handed back already"),
    # states of estimate and settlement
    "SENT": N_AS("code", "waiting for an answer"),
    # a transfer
    "PACKED": N_AS("code", "packed"),
    "ON_THE_WAY": N_AS("code", "on its way"),
    "INCOMPLETE": N_AS("code", "taken over in part"),
    "ARRIVED": N_AS("code", "taken over"),
    "REFUSED": N_AS("code", "refused"),
    "RETURNED": N_AS("code", "back again"),
    "LOST": N_AS("code", "lost on the way"),
    "CONSENTED": N_AS("code", "agreed to"),
    "DECLINED": N_AS("code", "declined"),
    "REPLACED": N_AS("code", "replaced by a newer one"),
    "OPEN": N_AS("code", "open"),
    "PAID": N_AS("code", "paid"),
    "ZERO_DUE": N_AS("code", "with nothing to pay"),
    "CREDIT": N_AS("code", "on credit"),
    # what is done to a card
    "hang": N_AS("code", "hung"),
    "start_diagnosis": N_AS("code", "diagnosed"),
    "estimate_sent": N_AS("code", "estimated"),
    "approved": N_AS("code", "marked as approved"),
    "declined": N_AS("code", "marked as declined"),
    "extra_declined": N_AS("code", "marked as declined"),
    "covered": N_AS("code", "taken as covered"),
    "parts_needed": N_AS("code", "set aside for parts"),
    "parts_issued": N_AS("code", "repaired"),
    "start": N_AS("code", "worked on"),
    "done": N_AS("code", "finished"),
    "pass": N_AS("code", "passed"),
    "fail": N_AS("code", "failed"),
    "no_fault": N_AS("code", "closed as without fault"),
    "not_repairable": N_AS("code", "given up"),
    "withdraw": N_AS("code", "withdrawn"),
    "cancel": N_AS("code", "cancelled"),
    "hand_back": N_AS("code", "handed back"),
    # what is done to a receipt
    "issue": N_AS("code", "issued"),
    "recover": N_AS("code", "taken back"),
    "report_lost": N_AS("code", "reported lost"),
    "found": N_AS("code", "marked as found"),
    "declare_lost": N_AS("code", "declared lost"),
    "void": N_AS("code", "voided"),
    "reissue": N_AS("code", "issued anew"),
    "void_error": N_AS("code", "voided as a mistake"),
    # what is done to an item
    "store": N_AS("code", "put on a shelf"),
    "take_to_bench": N_AS("code", "taken to the bench"),
    "send_out": N_AS("code", "sent to somebody else"),
    "send_over": N_AS("code", "sent to another outlet"),
    "arrive": N_AS("code", "taken over"),
    "arrive_ready": N_AS("code", "taken over"),
    "make_ready": N_AS("code", "made ready"),
    "notify": N_AS("code", "marked as notified"),
    "pickup_overdue": N_AS("code", "marked as unclaimed"),
    "serve_notice": N_AS("code", "put under lien notice"),
    "lien_term_over": N_AS("code", "made enforceable"),
    "dispose": N_AS("code", "marked as disposed of"),
    "deposit": N_AS("code", "marked as deposited"),
    "lose_or_damage": N_AS("code", "marked as lost or damaged"),
    "compensate": N_AS("code", "marked as compensated"),
    "undo_check_in": N_AS("code", "taken out again"),
    # what is done to a transfer
    "refuse": N_AS("code", "refused"),
    "come_back": N_AS("code", "taken back"),
    "lose": N_AS("code", "given up as lost"),
    # kinds of number
    "case": N_AS("code", "case"),
    "card": N_AS("code", "repair card"),
    "receipt": N_AS("code", "receipt"),
    "part": N_AS("code", "part"),
    "customer": N_AS("code", "customer"),
    "voucher": N_AS("code", "service voucher"),
    "settlement": N_AS("code", "statement"),
    "shelf": N_AS("code", "shelf"),
    "estimate": N_AS("code", "estimate"),
    "badge": N_AS("code", "badge"),
    "transfer": N_AS("code", "transfer"),
    "other": N_AS("code", "other paper"),
    # kinds of record
    "customer_item": N_AS("code", "case"),
    "repair_card": N_AS("code", "repair card"),
    "item_receipt": N_AS("code", "receipt"),
    "unit": N_AS("code", "machine"),
    "person": N_AS("code", "member of staff"),
    "outlet": N_AS("code", "outlet"),
    "item_kind": N_AS("code", "kind of item"),
    # roles and coverage
    "FRONT_DESK": N_AS("code", "front desk"),
    "TECHNICIAN": N_AS("code", "technician"),
    "SUPERVISOR": N_AS("code", "supervisor"),
    "CASHIER": N_AS("code", "cashier"),
    "MANAGER": N_AS("code", "manager"),
    "AUDITOR": N_AS("code", "auditor"),
    "CUSTOMER": N_AS("code", "customer"),
    "CONTRACT": N_AS("code", "contract"),
    "WARRANTY_MANUFACTURER": N_AS("code", "manufacturer's guarantee"),
    "GOODWILL": N_AS("code", "goodwill"),
    "OUTLET_REWORK": N_AS("code", "our own rework"),
    # fields
    "name": N_AS("code", "Name"),
    "phone": N_AS("code", "Phone"),
    "address": N_AS("code", "Address"),
    "email": N_AS("code", "E-mail"),
    "note": N_AS("code", "Note"),
    "product": N_AS("code", "Product"),
    "brand": N_AS("code", "Brand"),
    "model": N_AS("code", "Model"),
    "serial": N_AS("code", "Serial number"),
    "colour": N_AS("code", "Colour"),
    "fault": N_AS("code", "Fault"),
    "condition_note": N_AS("code", "Note on the condition"),
    "accessory": N_AS("code", "Accessory"),
    "cover": N_AS("code", "Cover"),
    "passcode": N_AS("code", "Passcode"),
    "diagnosis": N_AS("code", "Diagnosis"),
    "cause": N_AS("code", "Cause"),
    "fault_code": N_AS("code", "Fault code"),
    "work": N_AS("code", "Work done"),
    "reason": N_AS("code", "Reason"),
    "printer": N_AS("code", "Printer"),
    "said": N_AS("code", "What was said"),
    "receipt_note": N_AS("code", "Note at the foot of the receipt"),
    "paper_note": N_AS("code", "Note on a paper"),
    "ready_words": N_AS("code", "Words when an item is ready"),
    "conditions": N_AS("code", "Conditions"),
    "line_name": N_AS("code", "Name of the line"),
    "reference": N_AS("code", "Reference"),
    "measured": N_AS("code", "Name of the test"),
    "checks": N_AS("code", "Point of the checklist"),
    "value": N_AS("code", "Value"),
    "id_type": N_AS("code", "Kind of identity paper"),
    "code": N_AS("code", "Code"),
    "spec": N_AS("code", "Specification"),
    "search": N_AS("code", "Search text"),
    "bought_on": N_AS("code", "Date of purchase"),
    "price_fen": N_AS("code", "Price"),
    "low_fen": N_AS("code", "Lowest price"),
    "high_fen": N_AS("code", "Highest price"),
    "amount_fen": N_AS("code", "Amount"),
    "total_fen": N_AS("code", "Total"),
    "counted_fen": N_AS("code", "Counted cash"),
    "float_fen": N_AS("code", "Change put in"),
    "customer_fen": N_AS("code", "What the customer pays"),
    "rounding_off_fen": N_AS("code", "Rounding off"),
    "diagnosis_fee_fen": N_AS("code", "Diagnosis fee"),
    "quoted_fen": N_AS("code", "Quoted price"),
    "declared_value_fen": N_AS("code", "Declared value"),
    "day": N_AS("code", "Day"),
    "from_on": N_AS("code", "First day"),
    "to_on": N_AS("code", "Last day"),
}

#: what to do next, by the state a thing is in
NEXT: dict[tuple[str, str], str] = {
    ("card.not_now", "OPENED"): N_("Hang the card on its item first."),
    ("card.not_now", "HUNG"): N_("Start work on it first."),
    ("card.not_now", "DIAGNOSING"): N_("Record the diagnosis or send the estimate first."),
    ("card.not_now", "AWAIT_APPROVAL"): N_("Record the customer's answer first."),
    ("card.not_now", "APPROVED"): N_("Start the repair first."),
    ("card.not_now", "AWAIT_PARTS"): N_("Start work again once the parts are here."),
    ("card.not_now", "REPAIRING"): N_("Finish the repair first."),
    ("card.not_now", "AWAIT_INSPECTION"): N_("A supervisor inspects it first."),
    ("card.not_now", "REWORK"): N_("Start the rework first."),
    ("card.not_now", "PASSED"): N_("Settle and hand the item back."),
    ("card.not_now", "RETURN_UNREPAIRED"): N_("Settle and hand the item back."),
    ("card.not_now", "CLOSED"): N_("If the item comes back, take it in anew."),
    ("printer.not_ready", "PRINTER_PAUSED"): N_("Press its button to go on."),
    ("printer.not_ready", "PRINTER_PAPER_OUT"): N_("Put in paper."),
    ("printer.not_ready", "PRINTER_COVER_OPEN"): N_("Close its cover."),
    ("printer.not_ready", "PRINTER_JAM"): N_("Clear the jam."),
    ("printer.not_ready", "PRINTER_RIBBON_OUT"): N_("Put in a new ribbon."),
    ("printer.not_ready", "PRINTER_HOT"): N_("Let it cool for some minutes."),
    ("printer.not_ready", "PRINTER_OFFLINE"): N_("Switch it on and connect it."),
    ("printer.not_ready", "PRINTER_FAULT"): N_("Switch it off and on again."),
    ("receipt.not_now", "DRAFT"): N_("Finish the check-in first."),
    ("receipt.not_now", "ISSUED"): N_("It is good as it is; hand the items back against it."),
    ("receipt.not_now", "RECOVERED"): N_("Call the supervisor."),
    ("receipt.not_now", "LOST_REPORTED"): N_("Record that it was found, or declare it lost."),
    ("receipt.not_now", "LOST_DECLARED"): N_("Hand the items back without it, or issue a new one."),
    ("receipt.not_now", "VOIDED"): N_("Look for the newer receipt of its items."),
    ("receipt.not_now", "VOIDED_ERROR"): N_("Look for the newer receipt of its items."),
    ("custody.not_now", "RECEIVED"): N_("Put it on a shelf first."),
    ("custody.not_now", "IN_STORE"): N_("Let the technician finish with it first."),
    ("custody.not_now", "AT_BENCH"): N_("Stop work and put it on a shelf first."),
    ("custody.not_now", "SENT_OUT"): N_("Take it back onto a shelf first."),
    ("custody.not_now", "IN_TRANSIT"): N_("Take it over where it arrives first."),
    ("custody.not_now", "READY"): N_("It waits to be handed back."),
    ("custody.not_now", "NOTIFIED"): N_("It waits to be handed back."),
    ("custody.not_now", "UNCLAIMED"): N_("It waits to be handed back."),
    ("custody.not_now", "LIEN_NOTICE"): N_("It waits to be handed back."),
    ("custody.not_now", "LIEN_ENFORCEABLE"): N_("It waits to be handed back."),
    ("custody.not_now", "LOST_OR_DAMAGED"): N_(
        "Call the supervisor; if it was found, take it over with its transfer note."
    ),
    ("custody.not_now", "DEPOSITED"): N_("It is no longer here."),
    ("custody.not_now", "DISPOSED"): N_("It is no longer here."),
    ("custody.not_now", "COMPENSATED"): N_("It is no longer here."),
}

#: the fact that holds what a library or the system said
LIBRARY = "said"
UNWORDED = N_("This was refused by the rule {rule}. Call the supervisor.")
#: facts whose value is a code to be named, not a text to be quoted
NAMED = frozenset(
    {
        *("status", "state", "event", "step", "expected", "found", "field", "role", "coverage"),
        "kind",
    }
)


def sentence(rule: str, facts: Facts, words: Words, zone: tzinfo | None = None) -> str:
    """The sentence for a rule: what is wrong with the facts of the case, and what to do next.

    Moments among the facts are shown in `zone`, or in the zone of this machine. Never raises: a
    rule without words says its name.
    """
    text = RULES.get(rule)
    if text is None:
        return words.say(UNWORDED, rule=rule)
    shown = {name: _shown(name, value, words, zone) for name, value in facts.items()}
    missing = {name: "—" for name in places(text) if name not in shown}
    said = words.say(text, **shown, **missing)
    state = facts.get("status") or facts.get("state")
    todo = NEXT.get((rule, str(state)))
    gap = "" if words.language == "zh_CN" else " "
    return f"{said}{gap}{words.say(todo)}" if todo else said


def named(code: str, words: Words) -> str:
    """A state, step, kind, role or field by its name; an unknown code comes back unchanged."""
    found = CODES.get(code)
    return words.say_as(*found) if found else code


def places(text: str) -> set[str]:
    """The names of the {places} in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _shown(name: str, value: str | int | None, words: Words, zone: tzinfo | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, str):
        if name in NAMED:
            value = named(value, words)
        elif name == LIBRARY:
            value = told(value, words)
        return grouped(value) if value.isdigit() and len(value) == LENGTH else value
    if name.endswith("_fen"):
        return figures(value)
    if name.endswith("_at"):
        return _moment(value, zone)
    return str(value)


def _moment(at: int, zone: tzinfo | None) -> str:
    try:
        return datetime.fromtimestamp(at / 1000, zone).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return str(at)  # a moment beyond the calendar
