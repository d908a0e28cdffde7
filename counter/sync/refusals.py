"""What became of a call, as a refusal with a sentence."""

from counter.domain.refusals import RuleBroken
from counter.sync.exchange import Refused
from counter.sync.http_line import NoHub
from counter.wire.links import Forged

KNOWN = (
    "sync.unreachable", "sync.no_hub", "sync.torn", "sync.busy", "sync.hub_fault", "sync.other_hub",
    "sync.nothing_there", "sync.code_unknown", "sync.code_used", "sync.code_old", "sync.key",
    "sync.revoked", "sync.token", "sync.scope", "sync.other_outlet", "sync.certificate_unknown",
    "sync.certificate_expired", "sync.certificate_early", "sync.certificate_name",
)  # fmt: skip
#: what became of a call to a neighbour, by what was heard
NEAR = {
    "unreachable": "relay.unreachable", "no_hub": "relay.no_relay", "torn": "relay.no_relay",
    "busy": "relay.fault", "hub_fault": "relay.fault", "stranger": "relay.stranger",
    "neighbour": "relay.not_known_there",
    "key": "relay.not_known_there", "revoked": "relay.kept_out", "token": "relay.not_known_there",
}  # fmt: skip
SAID = 200


def refusal_of(trouble: NoHub | Refused | Forged, url: str) -> RuleBroken:
    """Why nothing came of speaking with whoever is at that address."""
    if isinstance(trouble, Refused):
        return RuleBroken("sync.refused", hub=url)
    if isinstance(trouble, Forged):
        return RuleBroken("sync.forged", hub=url, said=str(trouble))
    rule = f"sync.{trouble.said if trouble.why == 'not_admitted' else trouble.why}"
    # a newer hub may have reasons that are not known here
    return RuleBroken(rule if rule in KNOWN else "sync.no_hub", hub=url, said=trouble.said[:SAID])


def near_refusal_of(trouble: NoHub, address: str) -> RuleBroken:
    """Why nothing came of speaking with the neighbour at that address."""
    why = trouble.said if trouble.why == "not_admitted" else trouble.why
    return RuleBroken(NEAR.get(why, "relay.no_relay"), address=address, said=trouble.said[:SAID])
