"""Clients, cases, policies and payers under random work: audit, search, places and payers always agree."""

from dataclasses import replace

from factories import (
    CASE,
    CLIENT,
    DEPARTMENT,
    HOSTILE_NAMES,
    POLICY,
    new_case,
    new_client,
    new_payer,
    new_policy,
    refused,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine

from clinic_desktop.cases.commands import OpenCase, RetireCase
from clinic_desktop.clients.commands import AddAlert, BringClientBack, ChangeClient, RetireClient
from clinic_desktop.clients.model import AlertDraft
from clinic_desktop.payers.commands import AddDepartment, MergePayers, RetirePayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies.commands import AddPolicy, ChangePolicy, CopyPolicies, MovePolicy, RetirePolicy
from clinic_desktop.policies.model import PolicyDraft

NAMES = some.sampled_from(("Ann", "Søren", "Nguyễn", "O'Brien-Nuñez", *HOSTILE_NAMES))
PAYERS = some.sampled_from(("Ant", "ANT", "Bee", "Cat", '"%'))
MEMBER_IDS = some.sampled_from(("", "AB-1", "ABC 123 456", "abc123456", "078-05-1120"))


def quoted(pieces: set[str], between: str) -> str:
    return between.join('"' + piece.replace('"', '""') + '"' for piece in sorted(pieces))


def pieces_of(words: str) -> set[str]:
    return {words[at : at + 3] for at in range(len(words) - 2)}


@settings(max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
class Charts(ClinicMachine):
    """Whatever is done, undone and done again."""

    tables = ("clients", "cases", "policies", "payers", "departments", "alerts")

    def begin(self) -> None:
        # Every piece of three letters that a search ever found.
        self.ever: set[str] = set()
        new_policy(self.clinic, new_case(self.clinic))
        new_payer(self.clinic, PayerDraft("Bee"))

    @rule(given_name=NAMES, family_name=NAMES)
    def add_client(self, given_name: str, family_name: str) -> None:
        new_client(self.clinic, replace(CLIENT, given_name=given_name, family_name=family_name, is_other_person=True))

    @precondition(lambda self: self.rows("clients"))
    @rule(data=some.data(), name=NAMES)
    def change_client(self, data: some.DataObject, name: str) -> None:
        found = self.draw(data, "clients", "1")
        draft = replace(CLIENT, family_name=name, birth_date="1/2/1960", phone="", is_other_person=True)
        self.clinic.do(ChangeClient(found["id"], found["version"], draft))

    @precondition(lambda self: self.rows("clients"))
    @rule(data=some.data())
    def retire_client(self, data: some.DataObject) -> None:
        found = self.draw(data, "clients")
        self.clinic.do(RetireClient(found["id"], found["version"]))

    @precondition(lambda self: self.rows("clients", "retired_at IS NOT NULL"))
    @rule(data=some.data())
    def bring_client_back(self, data: some.DataObject) -> None:
        found = self.draw(data, "clients", "retired_at IS NOT NULL")
        self.clinic.do(BringClientBack(found["id"], found["version"]))

    @precondition(lambda self: self.rows("clients"))
    @rule(data=some.data())
    def add_alert(self, data: some.DataObject) -> None:
        self.clinic.do(AddAlert(self.draw(data, "clients")["id"], AlertDraft("desk", "Ask for the card")))

    @precondition(lambda self: self.rows("clients"))
    @rule(data=some.data())
    def open_case(self, data: some.DataObject) -> None:
        self.clinic.do(OpenCase(self.draw(data, "clients")["id"], CASE))

    @precondition(lambda self: self.rows("cases"))
    @rule(data=some.data())
    def remove_case(self, data: some.DataObject) -> None:
        found = self.draw(data, "cases")
        self.clinic.do(RetireCase(found["id"], found["version"]))

    @precondition(lambda self: self.rows("cases"))
    @rule(data=some.data(), payer=PAYERS, member_id=MEMBER_IDS)
    def add_policy(self, data: some.DataObject, payer: str, member_id: str) -> None:
        draft = replace(POLICY, payer_name=payer, member_id=member_id)
        self.clinic.do(AddPolicy(self.draw(data, "cases")["id"], draft))

    @precondition(lambda self: self.rows("cases") and self.rows("payers", "1"))
    @rule(data=some.data())
    def add_policy_of_a_payer_that_may_be_gone(self, data: some.DataObject) -> None:
        payer = self.draw(data, "payers", "1")
        command = AddPolicy(self.draw(data, "cases")["id"], PolicyDraft(payer=str(payer["id"])))
        assert refused(lambda: self.clinic.do(command)) == (["payer"] if payer["retired_at"] else [])

    @precondition(lambda self: self.rows("policies"))
    @rule(data=some.data(), payer=PAYERS, member_id=MEMBER_IDS)
    def change_policy(self, data: some.DataObject, payer: str, member_id: str) -> None:
        found = self.draw(data, "policies")
        draft = replace(POLICY, payer_name=payer, member_id=member_id)
        self.clinic.do(ChangePolicy(found["id"], found["version"], draft))

    @precondition(lambda self: self.rows("policies"))
    @rule(data=some.data(), up=some.booleans())
    def move_policy(self, data: some.DataObject, up: bool) -> None:
        found = self.draw(data, "policies")
        self.clinic.do(MovePolicy(found["id"], found["version"], up))

    @precondition(lambda self: self.rows("policies"))
    @rule(data=some.data())
    def copy_policies(self, data: some.DataObject) -> None:
        source = self.draw(data, "cases", "id IN (SELECT case_id FROM policies WHERE retired_at IS NULL)")
        client = source["client_id"]
        self.clinic.do(OpenCase(client, CASE))
        newest = self.rows("cases", f"client_id = {client}")[-1]
        self.clinic.do(CopyPolicies(newest["id"], source["id"]))

    @precondition(lambda self: self.rows("policies"))
    @rule(data=some.data())
    def retire_policy(self, data: some.DataObject) -> None:
        found = self.draw(data, "policies")
        self.clinic.do(RetirePolicy(found["id"], found["version"]))

    @rule(name=PAYERS)
    def add_payer(self, name: str) -> None:
        known = [row["sort_name"] for row in self.rows("payers")]
        found = refused(lambda: new_payer(self.clinic, PayerDraft(name, name[:2])))
        assert found == (["name"] if name.lower() in known else [])

    @precondition(lambda self: self.rows("payers"))
    @rule(data=some.data())
    def add_department(self, data: some.DataObject) -> None:
        self.clinic.do(AddDepartment(self.draw(data, "payers")["id"], DEPARTMENT))

    @precondition(lambda self: self.rows("payers"))
    @rule(data=some.data())
    def retire_payer(self, data: some.DataObject) -> None:
        found = self.draw(data, "payers")
        used = self.rows("policies", f"payer_id = {found['id']} AND retired_at IS NULL")
        problems = refused(lambda: self.clinic.do(RetirePayer(found["id"], found["version"])))
        assert problems == ([""] if used else [])

    @precondition(lambda self: len(self.rows("payers")) > 1)
    @rule(data=some.data())
    def merge_payers(self, data: some.DataObject) -> None:
        kept, gone = data.draw(some.permutations(self.rows("payers")))[:2]
        self.clinic.do(MergePayers(kept["id"], gone["id"], gone["version"]))

    @invariant()
    def a_search_finds_every_piece_of_the_words_and_no_piece_of_the_past(self) -> None:
        match = "SELECT rowid FROM client_search WHERE client_search MATCH ? AND rowid = ?"
        now = {row["client_id"]: pieces_of(row["words"]) for row in self.clinic.read.all("SELECT * FROM client_words")}
        self.ever.update(*now.values())
        for client, pieces in now.items():
            assert self.clinic.read.all(match, quoted(pieces, " AND "), client)
            others = self.ever - pieces
            assert not (others and self.clinic.read.all(match, quoted(others, " OR "), client))

    @invariant()
    def active_policies_of_a_case_have_places_of_their_own(self) -> None:
        places = [(row["case_id"], row["place"]) for row in self.rows("policies")]
        assert len(places) == len(set(places))

    @invariant()
    def no_active_policy_names_a_payer_or_a_case_that_is_gone(self) -> None:
        payers, cases = ({row["id"] for row in self.rows(table)} for table in ("payers", "cases"))
        assert all(row["payer_id"] in payers and row["case_id"] in cases for row in self.rows("policies"))

    @invariant()
    def no_two_active_payers_have_one_name(self) -> None:
        names = [row["sort_name"] for row in self.rows("payers")]
        assert len(names) == len(set(names))


TestCharts = Charts.TestCase
