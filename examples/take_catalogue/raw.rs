//! The table of every message: component, level, template, releases, pattern.

/// One message of one component at one level.
pub(crate) struct Message<'a> {
    pub(crate) component: &'a str,
    pub(crate) level: &'a str,
    pub(crate) template: &'a str,
    pub(crate) releases: &'a str,
    pub(crate) pattern: &'a str,
}

const COLUMNS: [&str; 5] = ["component", "level", "template", "tag_ranges", "message_regex"];

/// Reads the tab-separated table; the columns are found by their names.
pub(crate) fn read(text: &str) -> Vec<Message<'_>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let places =
        COLUMNS.map(|name| names.iter().position(|known| *known == name).expect("the table has all its columns"));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [component, level, template, releases, pattern] =
            places.map(|place| cells.get(place).copied().unwrap_or_default());
        Message { component, level, template, releases, pattern }
    });
    rows.collect()
}
