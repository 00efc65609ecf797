"""What pre-flight says of a packet."""

from ui.superbills.findings import FindingsList


class PacketFindings(FindingsList):
    """Pre-flight looks the same wherever a document is made."""

    topic = "67-packets#pre-flight"
