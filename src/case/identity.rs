//! Which application a run is, as far as its logs tell: the same one in its native and in its managed logs.

use super::Run;
use super::hosts::{SHORT_NAME, is_anybody, is_host, is_launcher, plain};
use crate::pack::Pack;
use crate::scan::APP_DOMAIN;
use crate::text::LogText;

/// What the logs of a run tell about its service.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Service {
    /// Nothing.
    #[default]
    Untold,
    /// It has no setting of its own.
    Unset,
    Named(String),
}

/// What the logs of a run tell about its application.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    service: Service,
    /// The entry assembly with its path, or the pool of IIS.
    program: Option<String>,
    /// The application domain of the managed log.
    domain: Option<String>,
    /// The process as its native logs call it; that says something only if it is no launcher's name.
    process: Option<String>,
    /// Whether a host runs it that runs any application.
    is_hosted: bool,
}

impl Service {
    /// Whether the two are the same, and whether that tells something; nothing where one is not known.
    fn agrees(&self, other: &Self) -> Option<(bool, bool)> {
        let is_known = *self != Self::Untold && *other != Self::Untold;
        is_known.then(|| (self == other, *self != Self::Unset))
    }
}

impl Identity {
    /// Reads the identity of a run out of its facts and the names of its files.
    pub(super) fn of(pack: &Pack, run: &Run<'_>) -> Self {
        let command_line = run.facts.value("app").map(LogText::inspect).unwrap_or_default();
        let process = process(pack, run);
        // Windows does not tell letters apart by their size.
        let program = program(command_line).map(|it| if it.contains('\\') { it.to_ascii_lowercase() } else { it });
        let runs_in = runs(command_line).map(stem).or(process);
        Self {
            service: run.facts.setting("DD_SERVICE").map_or(Service::Untold, |known| match &known.value {
                Some(name) => Service::Named(name.inspect().to_owned()),
                None => Service::Unset,
            }),
            is_hosted: program.is_none() && (runs_in.is_some_and(is_host) || launches_unknown(command_line)),
            domain: domain(run).map(str::to_owned),
            process: process.map(plain).map(|name| name.chars().take(SHORT_NAME).collect()),
            program,
        }
    }

    /// Runs of one application have this in common: the name of the process in the native logs, else that of the
    /// program. Nothing where neither is known.
    pub(super) fn name(&self) -> Option<String> {
        let program = || self.program.as_deref().map(|path| plain(stem(path)).chars().take(SHORT_NAME).collect());
        self.process.clone().or_else(program)
    }

    /// Whether the logs tell nothing about the application: neither what it is, nor that a host runs it.
    pub(super) fn is_blank(&self) -> bool {
        let is_named = self.process.as_deref().is_some_and(|name| !is_launcher(name));
        let has_service = matches!(self.service, Service::Named(_));
        !has_service && self.program.is_none() && self.domain.is_none() && !is_named && !self.is_hosted
    }

    /// Whether a host runs it that may run anything at the same time, and nothing tells what.
    pub(super) fn is_anybody(&self) -> bool {
        self.is_hosted && self.domain.is_none()
    }

    /// Whether nothing says that the two are different applications, and something says that they are the same.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let pairs = [
            self.service.agrees(&other.service),
            self.program.as_ref().zip(other.program.as_ref()).map(|(one, other)| (one == other, true)),
            self.domain.as_ref().zip(other.domain.as_ref()).map(|(one, other)| (one == other, true)),
            self.process.as_ref().zip(other.process.as_ref()).map(|(one, other)| (one == other, !is_anybody(one))),
        ];
        let is_same = pairs.iter().flatten().any(|(same, tells)| *same && *tells);
        pairs.iter().flatten().all(|(same, _)| *same) && (is_same || self.is_blank() || other.is_blank())
    }
}

/// The name to show: the entry assembly of the command line, else the application domain of the managed log, else the
/// service, else the name of the process. That of a host or launcher is none.
pub(super) fn shown(pack: &Pack, run: &Run<'_>) -> Option<LogText> {
    let program = run.facts.value("app").and_then(|line| program(line.inspect()));
    let service = run.facts.setting("DD_SERVICE").and_then(|known| known.value.as_ref()).map(LogText::inspect);
    [program.as_deref().map(stem), domain(run), service, process(pack, run)]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty() && !is_anybody(name))
        .map(LogText::from)
}

fn domain<'a>(run: &Run<'a>) -> Option<&'a str> {
    let domain = run.parts.iter().find_map(|part| part.segment.properties.get(APP_DOMAIN))?;
    Some(domain.inspect()).filter(|domain| !domain.is_empty() && !is_anybody(domain))
}

/// The name of the process in the names of its files, of the native ones first.
fn process<'a>(pack: &Pack, run: &Run<'a>) -> Option<&'a str> {
    let named = run.parts.iter().filter(|part| pack.artifact(&part.source.artifact).is_some());
    let mut named: Vec<_> = named.filter_map(|part| Some((part, part.source.named_process.as_deref()?))).collect();
    crate::order::sort_by_key(&mut named, |(part, _)| !super::namesakes::is_native(part));
    named.first().map(|(_, name)| *name)
}

/// The application of a command line: the file that it runs, or the pool of IIS; nothing where that is a host.
/// `dotnet /app/shop.dll --urls x` → `/app/shop.dll`; `/app/shop 13` → `/app/shop`; `w3wp.exe -ap "Shop"` → `Shop`.
fn program(command_line: &str) -> Option<String> {
    let file = runs(command_line)?;
    if stem(file).eq_ignore_ascii_case("w3wp") {
        let mut words = words(command_line).skip_while(|word| *word != "-ap");
        return words.nth(1).map(str::to_owned);
    }
    (!is_host(stem(file))).then(|| file.to_owned())
}

/// The file that a command line runs: the first word, or the assembly that the launcher is given.
fn runs(command_line: &str) -> Option<&str> {
    let mut words = words(command_line);
    let first = words.next()?;
    let is_assembly = |word: &&str| word.len() > 4 && word.to_ascii_lowercase().ends_with(".dll");
    if is_launcher(stem(first)) { words.find(is_assembly) } else { Some(first) }
}

/// Whether the launcher is told to run something that is no assembly, as by `dotnet run --project x`.
fn launches_unknown(command_line: &str) -> bool {
    let mut words = words(command_line);
    words.next().is_some_and(|first| is_launcher(stem(first))) && words.next().is_some() && runs(command_line).is_none()
}

/// The last part of a path, without the ending of a program.
fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match file.rsplit_once('.') {
        Some((name, ending)) if ["dll", "exe"].contains(&ending.to_ascii_lowercase().as_str()) => name,
        _ => file,
    }
}

/// The end of a program of Windows whose path has blanks and no quotes, as services are often registered.
fn end_of_program(line: &str) -> Option<usize> {
    let is_path = line.get(1..3) == Some(":\\");
    let ends = |end: &usize| line.get(*end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let lower = line.to_ascii_lowercase();
    lower.match_indices(".exe").map(|(at, ending)| at + ending.len()).find(ends).filter(|_| is_path)
}

/// Words of a command line, quotes taken off.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut left = line.trim();
    let mut program = end_of_program(left);
    std::iter::from_fn(move || {
        if let Some((word, rest)) = program.take().and_then(|end| left.split_at_checked(end)) {
            left = rest;
            return Some(word);
        }
        left = left.trim_start();
        let (word, rest) = match left.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => left.split_once(char::is_whitespace).unwrap_or((left, "")),
        };
        left = rest;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_assembly_names_the_application() {
        let name = |line| program(line).map(|path| stem(&path).to_owned());
        assert_eq!(name("dotnet /app/shop-api.dll 132").as_deref(), Some("shop-api"));
        assert_eq!(name("/usr/bin/dotnet exec --depsfile x.json /app/Shop.DLL").as_deref(), Some("Shop"));
        assert_eq!(name("/app/checkout-api 13").as_deref(), Some("checkout-api"));
        assert_eq!(name(r"C:\Program Files\dotnet\dotnet.exe D:\a\Orders.dll").as_deref(), Some("Orders"));
        assert_eq!(name(r"C:\Program Files\Our Shop\Shop.exe --service").as_deref(), Some("Shop"));
        assert_eq!(name(r#""C:\Program Files\Shop\Shop.exe" --x"#).as_deref(), Some("Shop"));
        assert_eq!(
            name(r#"c:\windows\system32\inetsrv\w3wp.exe -ap "Default Pool" -v"#).as_deref(),
            Some("Default Pool")
        );
        for line in [
            "dotnet build",
            "",
            "w3wp.exe -v",
            "dotnet /sdk/testhost.dll --port 1",
            "/host/Microsoft.Azure.WebJobs.Script.WebHost",
        ] {
            assert_eq!(name(line), None, "{line}");
        }
    }

    #[test]
    fn applications_are_the_same_where_something_says_so_and_nothing_denies_it() {
        let text = |text: &str| Some(text.to_owned());
        let shop = Identity { process: text("shop"), ..Identity::default() };
        let served =
            Identity { service: Service::Named("shop-api".into()), program: text("/app/shop.dll"), ..shop.clone() };
        assert!(served.fits(&shop), "an older release tells less");
        assert!(!served.fits(&Identity { service: Service::Named("other".into()), ..served.clone() }));
        assert!(!served.fits(&Identity { program: text("/b/shop.dll"), ..served.clone() }));
        let launched = Identity { process: text("dotnet"), ..Identity::default() };
        assert!(launched.is_blank() && launched.fits(&launched));
        let by_service = Identity { service: Service::Named("shop".into()), ..launched.clone() };
        let by_domain = Identity { domain: text("Billing"), ..launched.clone() };
        assert!(!by_service.fits(&by_domain), "nothing says that they are the same");
        assert!(by_service.fits(&launched), "it tells nothing");
    }
}
