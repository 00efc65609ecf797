"""What a button comes to, by its words: the one table that tells for whom it stands back.

A button is known by its words, as the manual knows it, and whoever explains something on the phone. What leads to a
form that is read as well, as "Change" and "Open", is not here: that form says by itself that it is not saved.
"""

from collections.abc import Mapping

from clinic_desktop.store.command import Permission
from clinic_desktop.wording import mark

_OWNER = (
    mark("Add person"), mark("Disable person"), mark("Enable person"), mark("Add therapist"),
    mark("Retire therapist"), mark("Add credential"), mark("Add the first credential"), mark("Add service"),
    mark("Add the first service"), mark("Add supervisor"), mark("Add the first supervisor"), mark("Add NPI"),
    mark("Add license"), mark("Add tax ID"), mark("Add phone"), mark("Type the NPI"), mark("Try recovery key"),
    mark("Make a new recovery key"), mark("Choose the second place…"), mark("Choose another place…"),
    mark("No second place"), mark("Put the clinic on a stick…"), mark("Close the clinic on this computer…"),
    mark("Restore a backup"), mark("Export everything…"), mark("Import from a file"), mark("Take back this import"),
    mark("Take back the rest"), mark("Load a release…"), mark("Load a release"), mark("Remove this release"),
    mark("Add rule pack…"), mark("Remove rule pack…"), mark("Say what it was"), mark("Remove what is old enough"),
    mark("Build the search anew"), mark("Write the key file anew"), mark("Put files back from backups"),
)  # fmt: skip
_PEOPLE = (
    mark("Add client"), mark("Add a client"), mark("Retire client"), mark("Bring client back"), mark("New case"),
    mark("Add alert"), mark("Add guardian"), mark("Add consent"), mark("Add the first consent"), mark("Take history"),
    mark("Take the first one"), mark("Add policy"), mark("Add authorization"), mark("Type the answer"),
    mark("Type the new day"), mark("Add prescription"), mark("Add diagnosis"), mark("Move up"), mark("Move down"),
    mark("Copy policies"), mark("Log the first one"), mark("Mark follow-up done"),
    mark("Done"), mark("Follow up"), mark("Follow up again"), mark("Follow up on all"), mark("Change day"),
    mark("Settled"), mark("Start call"), mark("Type a call in"), mark("Log call"), mark("Discard…"),
    mark("Add files"), mark("Turn left"), mark("Turn right"), mark("Split after this page"),
    mark("Join with another"), mark("File it"), mark("Choose the client"), mark("Plan visit"),
    mark("Record this visit"), mark("Read from a file…"), mark("Client asked for one"), mark("Client asked for it"),
    mark("Answer about the plan"), mark("Add payer"), mark("Add a payer"), mark("Retire payer"),
    mark("Bring payer back"), mark("Merge…"), mark("Add department"), mark("Answer"), mark("Log an answer"),
    mark("Add prescriber"), mark("Retire prescriber"), mark("Bring prescriber back"),
)  # fmt: skip
_CLINICAL = (
    mark("Ask the questions"), mark("Raise a flag"), mark("Raise the flag"), mark("All still so today"),
    mark("Still so today"), mark("Modified today"), mark("Resolve"), mark("Resolve it"), mark("Nothing changed"),
    mark("Write note"), mark("Finish note"), mark("Read and sign"), mark("Sign notes"), mark("Sign note"),
    mark("Save and sign"), mark("Add phrase"), mark("Add the first phrase"), mark("New assessment"),
    mark("Make the first one"), mark("Sign assessment"), mark("Assess again"), mark("Start from the last one"),
    mark("Draw body map"), mark("Draw the first one"), mark("Record score"), mark("Record the first score"),
    mark("Score again"), mark("New plan"), mark("Make the first plan"), mark("Sign plan"), mark("Mark"),
    mark("Write report"), mark("Write the first one"), mark("Sign report"), mark("Go on with the draft"),
)  # fmt: skip
_BILLING = (
    mark("Make a superbill"), mark("Make a statement"), mark("Make a superbill instead"), mark("Issue superbill"),
    mark("Make a statement instead"), mark("Issue statement"), mark("Void this superbill"), mark("Void this receipt"),
    mark("Void this statement"), mark("Void this year receipt"), mark("Make the replacement"),
    mark("Issue documents"), mark("Take into month ends"), mark("Leave out of month ends"), mark("Mark as sent in"),
    mark("Mark as sent in again"), mark("Issue anyway"), mark("Ask again"), mark("Enter benefit statement"),
    mark("Take as payment"), mark("Write off"), mark("Enter denial"), mark("Close denial…"), mark("Open it again"),
    mark("Enter the answer"), mark("Mark as sent"), mark("Correct what was sent"), mark("Write a letter"),
    mark("Write the letter"), mark("Another letter…"), mark("Issue letter"), mark("Save draft"), mark("Remove draft"),
    mark("Write the one that comes instead"), mark("Void this letter"), mark("Sent once more"),
    mark("Use the words of the program"), mark("Begin a packet"), mark("Build the packet"), mark("Issue packet"),
    mark("Void this packet"), mark("Propose again"), mark("Take out what is gone"), mark("Add to the packet"),
    mark("Add a criterion"), mark("Make estimate"), mark("Make the first estimate"), mark("Make the next estimate"),
    mark("Issue estimate"), mark("Void this estimate"), mark("Write down another"), mark("Write down delivery"),
    mark("Log a disclosure"), mark("Coverage summary"), mark("Log it as given to the client"),
    mark("Attach signed copy"), mark("Add contract"),
)  # fmt: skip
_PAYMENTS = (
    mark("Take payment"), mark("Take one payment for all"), mark("Refund"), mark("Sell package"),
    mark("Sell gift card"), mark("Sell membership"), mark("Sell the first package"), mark("Apply to unpaid visits"),
    mark("Reopen"), mark("End it"), mark("Make a receipt"), mark("Make a receipt instead"),
    mark("Make a year receipt"), mark("Make a year receipt instead"), mark("Issue receipt"),
    mark("Issue year receipt"), mark("Pay from prepaid"),
)  # fmt: skip
ANY_CHANGE: tuple[Permission, ...] = ("people", "clinical", "billing", "payments", "owner")
# What any of these permissions is enough for.
DOING: Mapping[str, tuple[Permission, ...]] = {
    **dict.fromkeys(_OWNER, ("owner",)),
    **dict.fromkeys(_PEOPLE, ("people",)),
    **dict.fromkeys(_CLINICAL, ("clinical",)),
    **dict.fromkeys(_BILLING, ("billing",)),
    **dict.fromkeys(_PAYMENTS, ("payments",)),
    # In several places, for different things.
    mark("Record visit"): ("people", "clinical"),
    mark("Record what the payer paid"): ("billing", "payments"),
    **dict.fromkeys((mark("Log a contact"), mark("Strike out…")), ("people", "billing")),
    **dict.fromkeys((mark("Save"), mark("Remove"), mark("Begin")), ANY_CHANGE),
}
