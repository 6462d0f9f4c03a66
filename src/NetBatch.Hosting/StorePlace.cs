using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetBatch.Store;
using NetBatch.Store.Postgres;
using NetBatch.Store.Sqlite;

namespace NetBatch.Hosting;

/// <summary>Where a store is: a file's path, or the address of a database (<c>postgres://user@host/database</c>).</summary>
public static partial class StorePlace
{
    /// <summary>The environment variable that names the store where nothing else does.</summary>
    public const string Variable = "NETBATCH_STORE";

    /// <summary>How no file's path looks: with a slip in it, too, an address must not become a file that has its password for a
    /// name.</summary>
    private static readonly string[] OfAddresses = ["://", "postgres:", "postgresql:"];

    /// <summary>Whether a place is an address and no path.</summary>
    public static bool IsAddress(string? place) =>
        place is not null && (OfAddresses.Any(mark => place.Contains(mark, StringComparison.OrdinalIgnoreCase)) || Words().IsMatch(place));

    /// <summary>The place that was meant: as given, or by <see cref="Variable"/>, or by <c>NETBATCH_HOME</c>, or the user's own.</summary>
    /// <param name="given">What was given; null: nothing.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: an address that cannot be read, or holds a
    /// password.</exception>
    internal static string? Of(string? given)
    {
        var place = given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null);
        return IsAddress(place) ? Checked(place!) : place;
    }

    /// <summary>The file that what is the account's own lies beside (known hosts, platforms, templates): the store's, or that which the
    /// account would have where the store is a database.</summary>
    internal static string FileOf(string place) => IsAddress(place) ? StorePath.Default() : Path.GetFullPath(place);

    /// <summary>Opens the store of a place. What the other kind of store needs is not loaded.</summary>
    internal static async Task<SqlJobStore> OpenAsync(string place, HostOptions options, string account,
        CancellationToken cancellationToken)
    {
        var approval = new OwnApprovals(new Lazy<string?>(() => PrivateStorage.Of(place)));
        return IsAddress(place)
            ? await OpenDatabaseAsync(place, options, approval, cancellationToken).ConfigureAwait(false)
            : await SqliteJobStore.OpenAsync(
                new SqliteStoreOptions { Path = place, Time = options.Time, MaxSessions = options.MaxSessions, Approval = approval,
                    Account = account }, cancellationToken).ConfigureAwait(false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<SqlJobStore> OpenDatabaseAsync(string place, HostOptions options, OwnApprovals approval,
        CancellationToken cancellationToken) => await PostgresJobStore.OpenAsync(
            new PostgresStoreOptions { Address = PostgresAddress.Parse(place), Time = options.Time, MaxSessions = options.MaxSessions,
                Approval = approval }, cancellationToken).ConfigureAwait(false);

    /// <summary>A connection in words, such as <c>user=ann host=db1</c>: it begins with one. A path with a folder of such a name does
    /// not.</summary>
    [GeneratedRegex(@"\A\s*(?:host\s*=|[\w ]+=.*\bhost\s*=)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Checked(string address) => PostgresAddress.Parse(address).ToString();
}
