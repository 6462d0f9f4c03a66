using System.Text;
using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Setup;

/// <summary>What nats-server reads: its own settings, written once, and who may connect and say what, written anew whenever that changes
/// (https://docs.nats.io/running-a-nats-service/configuration).</summary>
public static class NatsConfig
{
    /// <summary>The user that those who join log in as; it may ask to be let in, and nothing else.</summary>
    public const string JoinUser = "join";

    /// <summary>Where those who join ask.</summary>
    public const string JoinSubject = "netbatch.v1.join";

    /// <summary>Where the answers to those who join go.</summary>
    public const string JoinInbox = "_INBOX_join";

    /// <summary>The server's settings.</summary>
    /// <param name="listen">Address and port to listen at.</param>
    /// <param name="folder">The folder of its files.</param>
    public static string Server(string listen, string folder) => $$"""
        # Written by netbatch hub init.
        listen: "{{listen}}"
        server_name: netbatch
        pid_file: "{{folder}}/nats.pid"
        # A piece on the wire is at most 256 KiB.
        max_payload: 1MB
        # What may wait for a slow reader: more than the pieces of the largest message.
        max_pending: 256MB
        ping_interval: "2s"
        ping_max: 2
        write_deadline: "5s"
        tls {
          cert_file: "{{folder}}/server.crt"
          key_file: "{{folder}}/server.key"
          timeout: 10
        }
        include users.conf

        """;

    /// <summary>Who may connect, and what each may say and hear: a worker only what is its own, by its name.</summary>
    /// <param name="hub">The hubs' public key.</param>
    /// <param name="joinPassword">The password of those who join.</param>
    /// <param name="workers">The workers; those that were shut out are left out.</param>
    public static string Users(string hub, string joinPassword, IEnumerable<BatchWorker> workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        var text = new StringBuilder();
        text.Append(
            $$"""
            # Written by netbatch; what is changed here is lost with the next worker.
            authorization {
              timeout: 10
              users: [
                { nkey: {{hub}}, permissions: { publish: ["netbatch.v1.>", "{{JoinInbox}}.>"], subscribe: ["netbatch.v1.>"] } }
                { user: {{JoinUser}}, password: "{{joinPassword}}",
                  permissions: { publish: ["{{JoinSubject}}"], subscribe: ["{{JoinInbox}}.>"] } }

            """);
        foreach (var worker in workers.Where(worker => !worker.Revoked))
        {
            var (site, name) = (ClusterFile.CheckedName("site", worker.Site), ClusterFile.CheckedName("worker", worker.Name));
            text.Append(
                $$"""
                    { nkey: {{worker.Key}},
                      permissions: { publish: ["netbatch.v1.up.{{site}}.{{name}}.>"],
                        subscribe: ["netbatch.v1.down.{{site}}.{{name}}.>", "netbatch.v1.down.all"] } }

                """);
        }

        return text.Append("  ]\n}\n").ToString();
    }

    /// <summary>A unit of systemd that runs the server.</summary>
    public static string ServerUnit(string program, string folder, string user) => $"""
        [Unit]
        Description=NATS for NetBatch
        After=network-online.target
        Wants=network-online.target

        [Service]
        User={user}
        ExecStart={program} -c {folder}/nats.conf
        ExecReload=/bin/kill -HUP $MAINPID
        Restart=always
        RestartSec=1
        NoNewPrivileges=yes
        ProtectSystem=full

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>A unit of systemd that runs a hub or a worker.</summary>
    /// <param name="what">What it is, for people.</param>
    /// <param name="command">The command line.</param>
    /// <param name="user">The account.</param>
    /// <param name="environment">Variables that it needs.</param>
    public static string Unit(string what, string command, string user, IEnumerable<(string Name, string Value)> environment) => $"""
        [Unit]
        Description=NetBatch {what}
        After=network-online.target
        Wants=network-online.target

        [Service]
        User={user}
        {string.Join('\n', environment.Select(one => $"Environment=\"{one.Name}={one.Value}\""))}
        ExecStart={command}
        Restart=always
        RestartSec=1
        TimeoutStopSec=30
        NoNewPrivileges=yes

        [Install]
        WantedBy=multi-user.target

        """;
}
