//! Which application a run is: the same one in its native and in its managed logs.

use super::Run;
use super::namesakes::HOSTS;
use crate::pack::Pack;
use crate::text::LogText;

/// The entry assembly of the command line, else the application domain of the managed log, else the service,
/// else the process name.
pub(super) fn name(pack: &Pack, run: &Run<'_>) -> Option<LogText> {
    let command_line = run.facts.value("app").and_then(|line| entry_assembly(line.inspect()));
    let property = |name: &str| run.parts.iter().find_map(|part| part.segment.properties.get(name));
    let domain = property("app-domain").map(LogText::inspect);
    let service = run.facts.setting("DD_SERVICE").and_then(|known| known.value.as_ref()).map(LogText::inspect);
    let process = run.parts.iter().find_map(|part| {
        pack.artifact(&part.source.artifact)?;
        part.source.named_process.as_deref()
    });
    [command_line.as_deref(), domain, service, process]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty() && !HOSTS.contains(name))
        .map(LogText::from)
}

/// `dotnet /app/shop.dll --urls x` → `shop`; `/app/shop 13` → `shop`; `w3wp.exe -ap "Shop"` → `Shop`.
fn entry_assembly(command_line: &str) -> Option<String> {
    let mut words = words(command_line);
    let program = stem(words.next()?);
    if program == "w3wp" {
        words.find(|word| *word == "-ap")?;
        return words.next().map(str::to_owned);
    }
    if program != "dotnet" {
        return Some(program.to_owned());
    }
    let assembly = words.find(|word| {
        word.len() > 4 && word.get(word.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".dll"))
    })?;
    Some(stem(assembly).to_owned())
}

fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match file.rsplit_once('.') {
        Some((name, ending)) if ["dll", "exe"].contains(&ending.to_ascii_lowercase().as_str()) => name,
        _ => file,
    }
}

/// Words of a command line, quotes taken off.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut left = line.trim();
    std::iter::from_fn(move || {
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
    use super::entry_assembly;

    #[test]
    fn the_entry_assembly_names_the_application() {
        let name = |line| entry_assembly(line);
        assert_eq!(name("dotnet /app/shop-api.dll 132").as_deref(), Some("shop-api"));
        assert_eq!(name("/usr/bin/dotnet exec --depsfile x.json /app/Shop.DLL").as_deref(), Some("Shop"));
        assert_eq!(name("/app/checkout-api 13").as_deref(), Some("checkout-api"));
        assert_eq!(name(r#""C:\Program Files\Shop\Shop.exe" --x"#).as_deref(), Some("Shop"));
        assert_eq!(
            name(r#"c:\windows\system32\inetsrv\w3wp.exe -ap "Default Pool" -v"#).as_deref(),
            Some("Default Pool")
        );
        assert_eq!(name("dotnet build"), None);
        assert_eq!(name(""), None);
    }
}
