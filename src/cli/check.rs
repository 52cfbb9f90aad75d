//! `yizhan check`: what is probably wrong in the ledger.

use chrono::NaiveDate;
use clap::Args;

use super::desk::{Desk, DeskError, Verdict, table};
use crate::service::check::{CheckReport, Rule, check_ledger};

/// Check the quality of the ledger: positions outside the district or in another area than
/// named, another datum, duplicates, missing hours and amenities, telephone numbers, stale
/// verification.
///
/// Exit codes: 0 nothing found, 1 something found, 2 wrong use.
///
/// Examples:
///   yizhan check
///   yizhan check --rule duplicate --rule wrong_area
///   yizhan check --json | jq .counts
#[derive(Debug, Clone, Args)]
#[command(verbatim_doc_comment)]
pub struct CheckArgs {
    /// Answer as JSON, for programs.
    #[arg(long)]
    pub json: bool,

    /// Only these rules, e.g. duplicate; may be given several times.
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub rule: Vec<Rule>,

    /// The day that counts as today, e.g. 2026-05-31. By default the district's own.
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
}

/// Carries the command out.
///
/// # Errors
/// When the store cannot be read or the answer cannot be written.
pub async fn run(args: &CheckArgs, desk: &mut Desk<'_>) -> Result<Verdict, DeskError> {
    let today = args.today.unwrap_or_else(|| desk.data.district.zone.day(desk.clock.now()));
    let mut report = check_ledger(desk.store.as_ref(), &desk.data.areas, today).await?;
    if !args.rule.is_empty() {
        report.counts.retain(|rule, _| args.rule.contains(rule));
        report.findings.retain(|finding| args.rule.contains(&finding.rule));
    }
    if args.json {
        serde_json::to_writer_pretty(&mut *desk.out, &report).map_err(std::io::Error::from)?;
        writeln!(desk.out)?;
    } else {
        show(&report, desk)?;
    }
    if let Some(year) = desk.data.calendar.missing_on(today) {
        writeln!(
            desk.err,
            "the holidays of {year} are not known, and neither are hours on them: load the notice \
             with `yizhan holidays load FILE`"
        )?;
    }
    Ok(if report.findings.is_empty() { Verdict::Fine } else { Verdict::Problems })
}

fn rule(word: &str) -> Result<Rule, String> {
    Rule::ALL.into_iter().find(|rule| rule.key() == word).ok_or_else(|| {
        let choices: Vec<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
        format!("'{word}' is no rule: say {}", choices.join(", "))
    })
}

/// The most findings of a rule that people read on a terminal.
const SHOWN_OF_A_RULE: usize = 20;

fn show(report: &CheckReport, desk: &mut Desk<'_>) -> Result<(), DeskError> {
    let mut counts = table(&["rule", "findings"]);
    for (rule, count) in &report.counts {
        counts.add_row([rule.key().to_owned(), count.to_string()]);
    }
    let mut findings = table(&["rule", "station", "name", "problem", "way out"]);
    for rule in report.counts.keys() {
        let of_rule = report.findings.iter().filter(|finding| finding.rule == *rule);
        for finding in of_rule.take(SHOWN_OF_A_RULE) {
            findings.add_row([
                rule.key().to_owned(),
                finding.code.to_string(),
                finding.name.clone(),
                finding.problem.en.to_string(),
                finding.way_out.en.to_string(),
            ]);
        }
    }
    if !report.findings.is_empty() {
        writeln!(desk.out, "{findings}")?;
        let longest = report.counts.values().max().copied().unwrap_or(0);
        if longest > SHOWN_OF_A_RULE {
            writeln!(desk.out, "at most {SHOWN_OF_A_RULE} of each rule; --json tells all")?;
        }
    }
    writeln!(desk.out, "{counts}")?;
    writeln!(desk.out, "{} stations checked", report.stations)?;
    Ok(())
}
