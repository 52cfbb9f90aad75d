//! Who may do what: the one table of rights.
//!
//! A person has one role. What the role may do, and whether everywhere or only in the areas and
//! for the units given to the person, stands in [`Role::reach`] and nowhere else. A token may
//! do no more than its owner, and of that only what its scopes name.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ulid::Ulid;

use super::area::AreaCode;
use super::keyed::keyed;

/// The identifier of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(pub Ulid);

/// Why a text is no identifier of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an account's identifier has 26 letters and digits, e.g. 01JD8V5T6MZ0Q4W8YKX3N7R2PA")]
pub struct InvalidAccountId;

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for AccountId {
    type Err = InvalidAccountId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| InvalidAccountId)
    }
}

impl TryFrom<String> for AccountId {
    type Error = InvalidAccountId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> Self {
        id.to_string()
    }
}

keyed!(
    /// What a person is to the ledger.
    Role {
        DistrictAdministrator "district_administrator" "区管理员: everything, everywhere.";
        Editor "editor" "编辑: keeps the facts of the areas and units given to them.";
        Planner "planner" "规划: reads the analysis and the whole ledger; changes no station.";
        Auditor "auditor" "审计: reads everything and writes nothing.";
    }
);

keyed!(
    /// Something that one may be allowed to do.
    Action {
        ReadLedger "read_ledger" "Read stations with their private columns, and their history.";
        EditStation "edit_station" "Change, close, reopen or move a station.";
        CreateStation "create_station" "Add a station.";
        RetireStation "retire_station" "Retire a station or restore it.";
        MergeStations "merge_stations" "Make one station of two.";
        ImportLedger "import_ledger" "Bring a ledger file in.";
        ExportLedger "export_ledger" "Take the ledger out as a file, private columns included.";
        UndoChange "undo_change" "Undo an edit or an import.";
        ReadReports "read_reports" "Read what riders have reported.";
        HandleReports "handle_reports" "Accept, reject and merge riders' reports.";
        Verify "verify" "Say that a station was visited and is as it says.";
        ManageCampaigns "manage_campaigns" "Begin, change and end rounds of verification.";
        ManagePhotos "manage_photos" "Add a station's photos and take them away.";
        ReadPeople "read_people" "Read who has an account, with which role.";
        ManagePeople "manage_people" "Add accounts, change them and lock them.";
        ManageOwnAccount "manage_own_account" "Change one's own password, second factor and tokens.";
        ErasePersonalData "erase_personal_data" "Put out, on request, who somebody was or what a report said.";
        ManageDistrictData "manage_district_data" "Change areas, holidays, units and amenities.";
        ReadAudit "read_audit" "Read, search and export the audit log.";
        ReadAnalysis "read_analysis" "Read the quality board and the analysis of coverage.";
        RunAnalysis "run_analysis" "Have coverage and new sites computed.";
    }
);

keyed!(
    /// What a token is for. A token reaches only what its scopes name.
    Scope {
        LedgerRead "ledger:read" "Read and export stations with their private columns.";
        LedgerWrite "ledger:write" "Change stations, their photos too, and import files.";
        Reports "reports" "Read riders' reports and handle them.";
        Verification "verification" "Record visits and keep rounds of verification.";
        Analysis "analysis" "Read the analysis, and have it computed.";
        District "district" "Change areas, holidays, units and amenities.";
        Audit "audit" "Read the audit log and who has an account.";
    }
);

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nowhere,
    /// In the areas and for the units that were given to the person.
    Own,
    /// In the whole district.
    Everywhere,
}

impl Role {
    /// The table of rights.
    pub fn reach(self, action: Action) -> Reach {
        use Action::*;
        use Reach::{Everywhere, Nowhere, Own};
        // In the order of `Role::ALL`: district administrator, editor, planner, auditor.
        let row = match action {
            ReadLedger | ExportLedger => [Everywhere, Own, Everywhere, Everywhere],
            EditStation | CreateStation | RetireStation | MergeStations => {
                [Everywhere, Own, Nowhere, Nowhere]
            }
            ImportLedger | UndoChange => [Everywhere, Own, Nowhere, Nowhere],
            ReadReports => [Everywhere, Own, Nowhere, Everywhere],
            HandleReports | Verify | ManagePhotos => [Everywhere, Own, Nowhere, Nowhere],
            ManageCampaigns | ManagePeople | ErasePersonalData | ManageDistrictData => {
                [Everywhere, Nowhere, Nowhere, Nowhere]
            }
            ReadPeople | ReadAudit => [Everywhere, Nowhere, Nowhere, Everywhere],
            ReadAnalysis => [Everywhere, Own, Everywhere, Everywhere],
            RunAnalysis => [Everywhere, Nowhere, Everywhere, Nowhere],
            // Whoever has an account looks after it.
            ManageOwnAccount => [Everywhere, Everywhere, Everywhere, Everywhere],
        };
        match self {
            Self::DistrictAdministrator => row[0],
            Self::Editor => row[1],
            Self::Planner => row[2],
            Self::Auditor => row[3],
        }
    }
}

impl Action {
    /// The scope that a token needs for it. `None`: no token may, so that a stolen one cannot
    /// make others, change a password or let anybody in.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::ReadLedger | Self::ExportLedger => Some(Scope::LedgerRead),
            Self::EditStation
            | Self::CreateStation
            | Self::RetireStation
            | Self::MergeStations
            | Self::ImportLedger
            | Self::UndoChange
            | Self::ManagePhotos => Some(Scope::LedgerWrite),
            Self::ReadReports | Self::HandleReports => Some(Scope::Reports),
            Self::Verify | Self::ManageCampaigns => Some(Scope::Verification),
            Self::ReadAnalysis | Self::RunAnalysis => Some(Scope::Analysis),
            Self::ManageDistrictData => Some(Scope::District),
            Self::ReadAudit | Self::ReadPeople => Some(Scope::Audit),
            Self::ManagePeople | Self::ManageOwnAccount | Self::ErasePersonalData => None,
        }
    }
}

/// Through what somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Through {
    /// Signed in, in the staff console.
    Console,
    /// A program, with a token.
    Api {
        /// The token's identifier.
        token: Ulid,
        /// What the token is for.
        scopes: BTreeSet<Scope>,
    },
    /// The command line of the machine that the server runs on.
    CommandLine,
}

/// Somebody who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// What the person signs in with.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// The areas given to the person.
    pub areas: BTreeSet<AreaCode>,
    /// The units given to the person, by code.
    pub units: BTreeSet<String>,
    /// Through what.
    pub through: Through,
}

impl Actor {
    /// The operator of the machine: whoever may read its files may do everything anyway.
    pub fn command_line() -> Self {
        Self {
            account: AccountId(Ulid::nil()),
            name: "cli".to_owned(),
            role: Role::DistrictAdministrator,
            areas: BTreeSet::new(),
            units: BTreeSet::new(),
            through: Through::CommandLine,
        }
    }

    /// How the change log and the audit log name them: `name@identifier`, or `cli`.
    pub fn label(&self) -> String {
        match self.through {
            Through::CommandLine => self.name.clone(),
            Through::Console | Through::Api { .. } => format!("{}@{}", self.name, self.account),
        }
    }

    /// Whether a station is among those given to the person: by where it lies, or by who keeps
    /// its record.
    fn owns(&self, place: Place<'_>) -> bool {
        self.areas.contains(place.area) || place.unit.is_some_and(|unit| self.units.contains(unit))
    }
}

/// Where a station is in the district's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The area in which it lies.
    pub area: &'a AreaCode,
    /// The code of the unit that keeps its record.
    pub unit: Option<&'a str>,
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Forbidden {
    /// Nobody of this role may.
    #[error("the role {} does not allow {}", role.key(), action.key())]
    Role {
        /// Whose role it is.
        role: Role,
        /// What was tried.
        action: Action,
    },
    /// The station is not among those given to the person.
    #[error("{} is allowed in one's own areas and for one's own units only", action.key())]
    NotOwn {
        /// What was tried.
        action: Action,
    },
    /// The token is not for that.
    #[error("the token's scopes do not allow {}", action.key())]
    Scope {
        /// What was tried.
        action: Action,
        /// The scope that would; `None` when no token may.
        needed: Option<Scope>,
    },
}

/// Whether somebody may do this with the station at that place. Without a place: whether they
/// may do it anywhere at all.
///
/// A change of area or unit has two places, and must be allowed at both.
///
/// # Errors
/// [`Forbidden`], which tells why not.
pub fn may(actor: &Actor, action: Action, at: Option<Place<'_>>) -> Result<(), Forbidden> {
    if let Through::Api { scopes, .. } = &actor.through {
        let needed = action.scope();
        if !needed.is_some_and(|scope| scopes.contains(&scope)) {
            return Err(Forbidden::Scope { action, needed });
        }
    }
    match actor.role.reach(action) {
        Reach::Everywhere => Ok(()),
        Reach::Nowhere => Err(Forbidden::Role { role: actor.role, action }),
        Reach::Own if at.is_none_or(|place| actor.owns(place)) => Ok(()),
        Reach::Own => Err(Forbidden::NotOwn { action }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, areas: &[&str], units: &[&str], through: Through) -> Actor {
        Actor {
            account: AccountId(Ulid::nil()),
            name: "wang".to_owned(),
            role,
            areas: areas.iter().map(|code| code.parse().unwrap()).collect(),
            units: units.iter().map(|code| (*code).to_owned()).collect(),
            through,
        }
    }

    /// The table once more, written by hand from what each role is for: `+` everywhere, `o` in
    /// the own areas, `-` nowhere; in the order of `Role::ALL`.
    const MEANT: &[(&str, &str)] = &[
        ("read_ledger", "+o++"),
        ("edit_station", "+o--"),
        ("create_station", "+o--"),
        ("retire_station", "+o--"),
        ("merge_stations", "+o--"),
        ("import_ledger", "+o--"),
        ("export_ledger", "+o++"),
        ("undo_change", "+o--"),
        ("read_reports", "+o-+"),
        ("handle_reports", "+o--"),
        ("verify", "+o--"),
        ("manage_campaigns", "+---"),
        ("manage_photos", "+o--"),
        ("read_people", "+--+"),
        ("manage_people", "+---"),
        ("manage_own_account", "++++"),
        ("erase_personal_data", "+---"),
        ("manage_district_data", "+---"),
        ("read_audit", "+--+"),
        ("read_analysis", "+o++"),
        ("run_analysis", "+-+-"),
    ];

    #[test]
    fn every_role_may_do_what_it_is_for_where_it_is_for_and_nothing_else() {
        let keys: Vec<&str> = Action::ALL.iter().map(|action| action.key()).collect();
        assert_eq!(keys, MEANT.iter().map(|(key, _)| *key).collect::<Vec<_>>());
        let (own, other): (AreaCode, AreaCode) = ("1".parse().unwrap(), "2".parse().unwrap());
        for (key, rights) in MEANT {
            let action = Action::from_key(key).unwrap();
            for (role, right) in Role::ALL.iter().zip(rights.chars()) {
                let wang = actor(*role, &["1"], &["U1"], Through::Console);
                let may_at = |place| may(&wang, action, place).is_ok();
                let here = may_at(Some(Place { area: &own, unit: None }));
                let by_unit = may_at(Some(Place { area: &other, unit: Some("U1") }));
                let there = may_at(Some(Place { area: &other, unit: Some("U2") }));
                let found = match (may_at(None), here, by_unit, there) {
                    (true, true, true, true) => '+',
                    (true, true, true, false) => 'o',
                    (false, false, false, false) => '-',
                    _ => '?',
                };
                assert_eq!(found, right, "{key} by {role:?}");
            }
        }
    }

    #[test]
    fn an_auditor_writes_nothing() {
        for action in Action::ALL.iter().filter(|action| **action != Action::ManageOwnAccount) {
            if Role::Auditor.reach(*action) != Reach::Nowhere {
                assert!(action.key().starts_with("read_") || *action == Action::ExportLedger);
            }
        }
    }

    #[test]
    fn a_token_reaches_what_both_its_owner_and_its_scopes_allow() {
        for scope in Scope::ALL {
            let token = Ulid::nil();
            let through = Through::Api { token, scopes: BTreeSet::from([*scope]) };
            for role in Role::ALL {
                let with_token = actor(*role, &["1"], &[], through.clone());
                let signed_in = actor(*role, &["1"], &[], Through::Console);
                for action in Action::ALL {
                    let meant =
                        action.scope() == Some(*scope) && may(&signed_in, *action, None).is_ok();
                    assert_eq!(may(&with_token, *action, None).is_ok(), meant, "{action:?}");
                }
            }
        }
        for action in [Action::ManagePeople, Action::ErasePersonalData, Action::ManageOwnAccount] {
            assert_eq!(action.scope(), None, "no token lets anybody in");
        }
    }

    #[test]
    fn an_editor_to_whom_nothing_was_given_edits_nothing() {
        let nobody = actor(Role::Editor, &[], &[], Through::Console);
        let place = Place { area: &"1".parse().unwrap(), unit: None };
        assert_eq!(
            may(&nobody, Action::EditStation, Some(place)),
            Err(Forbidden::NotOwn { action: Action::EditStation })
        );
    }
}
