//! Programs that run the code of any application: their names do not tell one from another.

/// The launcher of .NET: what it runs stands behind it on the command line, where a release prints that.
const LAUNCHER: &str = "dotnet";

/// Hosts of web applications, functions, tests, services and scripts.
const HOSTS: [&str; 24] = [
    "w3wp",
    "iisexpress",
    "func",
    "Microsoft.Azure.WebJobs.Script.WebHost",
    "WaWebHost",
    "WaIISHost",
    "WaWorkerHost",
    "testhost",
    "testhost.x86",
    "vstest.console",
    "xunit.console",
    "nunit3-console",
    "ReSharperTestRunner",
    "pwsh",
    "powershell",
    "dotnet-script",
    // Those of AWS Lambda, of Windows and of Service Fabric, and the tool of Entity Framework.
    "bootstrap",
    "Amazon.Lambda.RuntimeSupport",
    "ef",
    "dllhost",
    "svchost",
    "SMSvcHost",
    "WcfSvcHost",
    "FWP",
];

/// Programs beside the application that are none of .NET: runtimes, servers, and what belongs to clusters.
const OTHERS: [&str; 34] = [
    "java",
    "node",
    "nodejs",
    "python",
    "python3",
    "ruby",
    "php",
    "php-fpm",
    "perl",
    "erlang",
    "beam.smp",
    "redis",
    "redis-server",
    "postgres",
    "postgresql",
    "mysql",
    "mysqld",
    "mariadb",
    "mariadbd",
    "mongo",
    "mongod",
    "mongodb",
    "nginx",
    "httpd",
    "apache2",
    "haproxy",
    "envoy",
    "istio-proxy",
    "rabbitmq",
    "kafka",
    "zookeeper",
    "elasticsearch",
    "agent",
    "trace-agent",
];

/// Whether the name is that of a program that is surely none of .NET, with or without the number of a replica.
pub(super) fn is_other(name: &str) -> bool {
    let name = name.trim_end_matches(".service");
    let name = without_replica(name);
    OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// A name without the number of a replica at its end.
pub(super) fn without_replica(name: &str) -> &str {
    let replica = name.rsplit_once('-').filter(|(_, tail)| tail.bytes().all(|byte| byte.is_ascii_digit()));
    replica.map_or(name, |(name, _)| name)
}

/// Native logs had at most so much of a name up to 3.18, in bytes.
pub(super) const SHORT_NAME: usize = 15;

/// Whether the name is that of the launcher, so that it says nothing of the application.
pub(super) fn is_launcher(name: &str) -> bool {
    plain(name) == LAUNCHER
}

/// Whether the name is that of a host.
pub(super) fn is_host(name: &str) -> bool {
    let name = plain(name);
    HOSTS.iter().map(|host| plain(host)).any(|host| {
        // Native names end before the last dot, and were cut.
        let is_cut = name.len() >= SHORT_NAME.min(host.len()) && host.starts_with(&name);
        name == host || is_cut
    })
}

/// Whether the name says nothing about the application.
pub(super) fn is_anybody(name: &str) -> bool {
    is_launcher(name) || is_host(name)
}

/// A name as native logs have it: in lower case, `_` for `-`, blanks and dots, without the ending of a program.
pub(super) fn plain(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    name.strip_suffix(".exe").unwrap_or(&name).replace(['-', ' ', '.'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_none_of_dotnet_is_known() {
        assert!(is_other("java") && is_other("redis-1") && is_other("redis.service") && is_other("Postgres"));
        assert!(!is_other("dotnet") && !is_other("shop-1") && !is_other("redis-cache-api"));
    }

    #[test]
    fn a_host_is_known_by_any_of_its_names() {
        for name in ["w3wp.exe", "Microsoft.Azure.WebJobs.Script", "Microsoft_Azure", "testhost", "FUNC"] {
            assert!(is_host(name), "{name}");
        }
        for name in ["dotnet", "shop", "functions", "testhosting", "Microsoft", ""] {
            assert!(!is_host(name), "{name}");
        }
        assert!(is_launcher("dotnet.exe") && !is_launcher("dotnet-shop"));
    }
}
