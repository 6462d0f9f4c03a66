using System.Net;
using System.Text;
using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>
/// The address of a store in PostgreSQL: <c>postgres://user@host:port/database?sslmode=verify-full</c>. It holds no password: that comes
/// from PGPASSWORD or the account's own .pgpass, as Npgsql reads them
/// (https://www.npgsql.org/doc/security.html), or the server asks for none.
/// </summary>
/// <param name="Host">A host's name, an address, or the folder of a Unix socket.</param>
/// <param name="Port">The port; null: 5432.</param>
/// <param name="Database">The database's name.</param>
/// <param name="User">The role; null: the account's own name.</param>
/// <param name="Ssl">How TLS is asked for; null: verified, except on this machine.</param>
/// <param name="RootCertificate">A file of the authority that has signed the server's certificate; null: those of the system.</param>
public sealed record PostgresAddress(string Host, int? Port, string Database, string? User, SslMode? Ssl, string? RootCertificate)
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>Reads an address.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>; a password is not repeated in it.</exception>
    public static PostgresAddress Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!Schemes.Any(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw Wrong("it is no postgres://user@host/database");
        }

        var options = Options(uri);
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal) || options.Keys.Any(IsSecret))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "The store's address holds a password, which would be shown and kept.",
                "Leave it out: put it into PGPASSWORD or ~/.pgpass (host:port:database:user:password, mode 0600).");
        }

        if (options.Keys.FirstOrDefault(name => name is not ("sslmode" or "sslrootcert" or "host")) is { } unknown)
        {
            throw Wrong($"'{unknown}' is no option of it; there are host, sslmode and sslrootcert");
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var host = options.GetValueOrDefault("host") ?? uri.IdnHost;
        return database.Length == 0 || database.Contains('/', StringComparison.Ordinal) ? throw Wrong("it names no database")
            : host.Contains(',', StringComparison.Ordinal) ? throw Wrong("it names several hosts, of which a store has one")
            : host.Length == 0 ? throw Wrong("it names no host; for a Unix socket add ?host=/its/folder")
            : new PostgresAddress(
                host, uri.Port > 0 ? uri.Port : null, database, uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null,
                options.TryGetValue("sslmode", out var mode) ? ModeOf(mode) : null, options.GetValueOrDefault("sslrootcert"));
    }

    /// <summary>The address as it is shown and handed to other processes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("postgres://");
        text.Append(User is null ? "" : Uri.EscapeDataString(User) + "@");
        text.Append(IsSocket ? "localhost" : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host);
        text.Append(Port is { } port ? FormattableString.Invariant($":{port}") : "").Append('/').Append(Uri.EscapeDataString(Database));
        string?[] options = [IsSocket ? $"host={Host}" : null, Ssl is { } mode ? $"sslmode={NameOf(mode)}" : null,
            RootCertificate is { } file ? $"sslrootcert={Uri.EscapeDataString(file)}" : null];
        var given = string.Join('&', options.Where(option => option is not null));
        return text.Append(given.Length > 0 ? "?" + given : "").ToString();
    }

    /// <summary>How Npgsql is told. Connections are pooled by the store itself, with their prepared statements.</summary>
    internal string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port ?? NpgsqlConnection.DefaultPort,
        Database = Database,
        Username = User ?? Environment.UserName,
        SslMode = Ssl ?? (IsLocal ? SslMode.Prefer : SslMode.VerifyFull),
        RootCertificate = RootCertificate,
        Pooling = false,
        ApplicationName = "NetBatch",
        Timeout = 5,
        CommandTimeout = 30,
        TcpKeepAlive = !IsSocket,
        TcpKeepAliveTime = IsSocket ? 0 : 5,
        TcpKeepAliveInterval = IsSocket ? 0 : 2,
        MaxAutoPrepare = 300,
        AutoPrepareMinUsages = 2,
    }.ToString();

    private bool IsSocket => Host.StartsWith('/');

    /// <summary>Whether it is on this machine.</summary>
    internal bool IsLocal => IsSocket || Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsSecret(string option) => option.Contains("password", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Options(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2))
            .GroupBy(one => Uri.UnescapeDataString(one[0]), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(one => one.Key, one => Uri.UnescapeDataString(one.Last().ElementAtOrDefault(1) ?? ""),
                StringComparer.OrdinalIgnoreCase);

    private static SslMode ModeOf(string name) =>
        Enum.GetValues<SslMode>().Select(mode => (SslMode?)mode).FirstOrDefault(mode => NameOf(mode!.Value) == name)
            ?? throw Wrong($"its sslmode '{name}' is none of {string.Join(", ", Enum.GetValues<SslMode>().Select(NameOf))}");

    // As libpq writes them (https://www.postgresql.org/docs/current/libpq-ssl.html).
    private static string NameOf(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Prefer => "prefer",
        _ => "require",
    };

    private static NetBatchException Wrong(string why) => new(ErrorCode.InvalidArgument, $"The store's address cannot be read: {why}.",
        "Give it as postgres://user@host/database, such as postgres://netbatch@db1/netbatch.");
}
