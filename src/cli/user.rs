//! `yizhan user`: who may sign in, kept from the command line of the server's machine.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use super::desk::{Desk, DeskError, Verdict, table};
use crate::domain::account::{Account, AccountState};
use crate::domain::area::AreaCode;
use crate::domain::pass::PassSecret;
use crate::domain::password::Password;
use crate::domain::role::{Actor, Role};
use crate::http::PublicUrl;
use crate::service::ServiceError;
use crate::service::people::{Hashing, NewPerson, PeopleError, PersonFacts, Registry, Sealing};

/// Keep the accounts of those who work here.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  yizhan user setup-link\n  yizhan user add wang.li --shown 王丽 --role editor --area 990001001\n  yizhan user set-password wang.li < password.txt\n  yizhan user lock wang.li"
)]
pub struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum UserCommand {
    /// Make an account, and print the link with which its owner sets a password.
    Add(AddArgs),
    /// List the accounts.
    List,
    /// Set a password: asked for in a terminal, or the first line of the standard input. All
    /// sessions of the account end.
    SetPassword(Named),
    /// Change role, areas and units, all of them: what is not given is none. All sessions of
    /// the account end.
    SetRole(SetRoleArgs),
    /// Let nobody sign in with the account, and end its sessions and tokens' work.
    Lock(Named),
    /// Let its owner sign in again.
    Unlock(Named),
    /// End all sessions of an account.
    SignOut(Named),
    /// Take the second factor of an account away: the phone is lost.
    ResetTotp(Named),
    /// Print a link with which a password is set, once: that of an account, or, without a name,
    /// that of the first administrator as long as there is no account.
    SetupLink(SetupLinkArgs),
    /// Recompute the chain of the account log.
    VerifyLog,
}

#[derive(Debug, Clone, Args)]
struct Named {
    /// The name that its owner signs in with.
    name: String,
}

#[derive(Debug, Clone, Args)]
struct AddArgs {
    /// What its owner will sign in with: 2 to 32 letters, digits, dots, hyphens, underscores.
    name: String,
    /// What colleagues read; the name if not given.
    #[arg(long, value_name = "NAME")]
    shown: Option<String>,
    #[command(flatten)]
    rights: RightsArgs,
    #[command(flatten)]
    seen: SeenArgs,
}

#[derive(Debug, Clone, Args)]
struct SetRoleArgs {
    /// The name that its owner signs in with.
    name: String,
    #[command(flatten)]
    rights: RightsArgs,
}

#[derive(Debug, Clone, Args)]
struct RightsArgs {
    /// What they are.
    #[arg(long, value_enum)]
    role: RoleWord,
    /// An area given to an editor, by its code; may be said several times.
    #[arg(long, value_name = "CODE")]
    area: Vec<AreaCode>,
    /// A unit given to an editor, by its code; may be said several times.
    #[arg(long, value_name = "CODE")]
    unit: Vec<String>,
}

#[derive(Debug, Clone, Args)]
struct SetupLinkArgs {
    /// The name of the account.
    name: Option<String>,
    #[command(flatten)]
    seen: SeenArgs,
}

#[derive(Debug, Clone, Args)]
struct SeenArgs {
    /// How clients reach the server from outside, for the link.
    #[arg(
        long,
        env = "YIZHAN_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL"
    )]
    public_url: PublicUrl,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleWord {
    /// Everything, everywhere.
    DistrictAdministrator,
    /// Keeps the facts of the areas and units given to them.
    Editor,
    /// Reads the analysis and the whole ledger.
    Planner,
    /// Reads everything and writes nothing.
    Auditor,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::DistrictAdministrator => Self::DistrictAdministrator,
            RoleWord::Editor => Self::Editor,
            RoleWord::Planner => Self::Planner,
            RoleWord::Auditor => Self::Auditor,
        }
    }
}

/// Does what the command says.
///
/// # Errors
/// What is wrong with it, or whatever the store says.
pub async fn run(args: &UserArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let hashing = Hashing::default();
    // No command here reads or writes a second factor's key.
    let sealing = Sealing::default();
    let store = Arc::clone(&desk.store);
    let registry = Registry {
        store: &*store,
        clock: desk.clock,
        hashing: &hashing,
        sealing: &sealing,
        areas: Arc::clone(&desk.data.areas),
        units: Arc::clone(&desk.data.units),
    };
    match &args.command {
        UserCommand::List => list(&registry, desk).await,
        UserCommand::SetPassword(named) => set_password(&registry, named, desk).await,
        UserCommand::SetupLink(args) => setup_link(&registry, args, desk).await,
        UserCommand::VerifyLog => verify_log(desk).await,
        other => {
            let said = change(&registry, other).await.map_err(ServiceError::from)?;
            writeln!(desk.out, "{said}")?;
            Ok(Verdict::Fine)
        }
    }
}

/// Changes something, and says what.
async fn change(registry: &Registry<'_>, command: &UserCommand) -> Result<String, PeopleError> {
    let actor = Actor::command_line();
    match command {
        UserCommand::Add(args) => {
            let display_name = args.shown.clone().unwrap_or_else(|| args.name.clone());
            let facts = facts(&args.rights, display_name, AccountState::Active);
            let new = NewPerson { name: args.name.clone(), facts };
            let (account, secret) = registry.add_account(&actor, new).await?;
            let link = link_of(&args.seen, &secret);
            Ok(format!("{} may set a password at {link}", account.person.name))
        }
        UserCommand::SetRole(args) => {
            let account = registry.account_named(&args.name).await?;
            let person = &account.person;
            let facts = facts(&args.rights, person.display_name.clone(), person.state);
            changed(registry, &account, facts).await
        }
        UserCommand::Lock(named) => with_state(registry, named, AccountState::Locked).await,
        UserCommand::Unlock(named) => with_state(registry, named, AccountState::Active).await,
        UserCommand::SignOut(named) => {
            let account = registry.account_named(&named.name).await?;
            registry.sign_out_everywhere(&actor, account.id).await?;
            Ok(format!("{} is signed out everywhere", account.person.name))
        }
        UserCommand::ResetTotp(named) => {
            let account = registry.account_named(&named.name).await?;
            registry.reset_second_factor(&actor, account.id).await?;
            Ok(format!("{} signs in with the password alone", account.person.name))
        }
        UserCommand::List
        | UserCommand::SetPassword(_)
        | UserCommand::SetupLink(_)
        | UserCommand::VerifyLog => Ok(String::new()),
    }
}

async fn with_state(
    registry: &Registry<'_>,
    named: &Named,
    state: AccountState,
) -> Result<String, PeopleError> {
    let account = registry.account_named(&named.name).await?;
    let person = account.person.clone();
    let facts = PersonFacts {
        display_name: person.display_name,
        role: person.role,
        areas: person.areas,
        units: person.units,
        state,
    };
    changed(registry, &account, facts).await
}

async fn changed(
    registry: &Registry<'_>,
    before: &Account,
    facts: PersonFacts,
) -> Result<String, PeopleError> {
    let actor = Actor::command_line();
    let account = registry.change_account(&actor, before.id, before.version, facts).await?;
    if account.version == before.version {
        return Ok(format!("{} is so already", account.person.name));
    }
    Ok(format!("{} is changed, and is signed out", account.person.name))
}

fn facts(rights: &RightsArgs, display_name: String, state: AccountState) -> PersonFacts {
    PersonFacts {
        display_name,
        role: rights.role.into(),
        areas: rights.area.iter().cloned().collect(),
        units: rights.unit.iter().cloned().collect(),
        state,
    }
}

async fn set_password(
    registry: &Registry<'_>,
    named: &Named,
    desk: &mut Desk<'_>,
) -> Result<Verdict, DeskError> {
    let account = registry.account_named(&named.name).await.map_err(ServiceError::from)?;
    let password = typed_password().map_err(|error| DeskError::File {
        path: "the standard input".to_owned(),
        error,
        way_out: "type the password in a terminal, or send it as a line: … < password.txt",
    })?;
    let set = registry.set_password(&Actor::command_line(), account.id, &password).await;
    let account = set.map_err(ServiceError::from)?;
    writeln!(desk.out, "{} has a new password, and is signed out", account.person.name)?;
    Ok(Verdict::Fine)
}

/// A password as it is typed, unseen, or as it stands in the standard input.
fn typed_password() -> io::Result<Password> {
    if io::stdin().is_terminal() {
        let text = rpassword::prompt_password("New password: ")?;
        return Ok(Password::typed(&text));
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(Password::typed(line.trim_end_matches(['\r', '\n'])))
}

async fn list(registry: &Registry<'_>, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let accounts = registry.accounts().await.map_err(ServiceError::from)?;
    let mut table = table(&["name", "shown", "role", "areas", "units", "state", "2nd factor"]);
    for account in accounts {
        let person = account.person;
        let areas: Vec<&str> = person.areas.iter().map(AreaCode::as_str).collect();
        let units: Vec<&str> = person.units.iter().map(String::as_str).collect();
        let state = match (person.state, account.has_password) {
            (AccountState::Locked, _) => "locked",
            (AccountState::Erased, _) => "erased",
            (AccountState::Active, true) => "active",
            (AccountState::Active, false) => "no password yet",
        };
        table.add_row([
            person.name.as_str(),
            &person.display_name,
            person.role.key(),
            &areas.join(" "),
            &units.join(" "),
            state,
            if account.has_second_factor { "yes" } else { "no" },
        ]);
    }
    writeln!(desk.out, "{table}")?;
    Ok(Verdict::Fine)
}

async fn setup_link(
    registry: &Registry<'_>,
    args: &SetupLinkArgs,
    desk: &mut Desk<'_>,
) -> Result<Verdict, DeskError> {
    let actor = Actor::command_line();
    let made = match &args.name {
        None => registry.first_link().await.map_err(ServiceError::from)?,
        Some(name) => {
            let account = registry.account_named(name).await.map_err(ServiceError::from)?;
            let made = registry.new_setup_link(&actor, account.id).await;
            Some(made.map_err(ServiceError::from)?.0)
        }
    };
    match made {
        Some(secret) => writeln!(desk.out, "{}", link_of(&args.seen, &secret))?,
        None => {
            writeln!(
                desk.err,
                "there are accounts already: say whose link it is, e.g. `yizhan user setup-link wang.li`"
            )?;
            return Ok(Verdict::Problems);
        }
    }
    Ok(Verdict::Fine)
}

async fn verify_log(desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let check = desk.store.verify_account_log().await?;
    let newest = check.newest_hash.as_deref().unwrap_or("none");
    writeln!(desk.out, "{} entries, newest hash {newest}", check.entries)?;
    for number in &check.altered {
        writeln!(desk.out, "entry {number} was altered, or one beside it was removed")?;
    }
    Ok(if check.is_intact() { Verdict::Fine } else { Verdict::Problems })
}

/// The address at which somebody sets a password.
fn link_of(seen: &SeenArgs, secret: &PassSecret) -> String {
    crate::http::setup_link(&seen.public_url, secret)
}
