"""The parts of the body, in the plain words of the trade."""

from clinic_desktop.wording import mark

# Where a service is given and a plan works, in plain words; anything else may be typed.
BODY_REGIONS: tuple[str, ...] = (
    *(mark("Head and face"), mark("Jaw"), mark("Neck"), mark("Upper back"), mark("Mid back"), mark("Low back")),
    *(mark("Sacrum"), mark("Chest"), mark("Abdomen"), mark("Left shoulder"), mark("Right shoulder")),
    *(mark("Left upper arm"), mark("Right upper arm"), mark("Left elbow"), mark("Right elbow")),
    *(mark("Left forearm"), mark("Right forearm"), mark("Left wrist"), mark("Right wrist")),
    *(mark("Left hand"), mark("Right hand"), mark("Left gluteal"), mark("Right gluteal")),
    *(mark("Left hip"), mark("Right hip"), mark("Left thigh"), mark("Right thigh")),
    *(mark("Left knee"), mark("Right knee"), mark("Left lower leg"), mark("Right lower leg")),
    *(mark("Left ankle"), mark("Right ankle"), mark("Left foot"), mark("Right foot")),
)
