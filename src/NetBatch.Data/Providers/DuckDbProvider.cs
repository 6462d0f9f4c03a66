using System.Data.Common;

namespace NetBatch.Data.Providers;

/// <summary>
/// DuckDB by its driver's files, which are a package of their own: its databases, and Parquet and CSV files as instances, each file a table
/// of its name (duckdb.org/docs/stable/data/overview).
/// </summary>
internal sealed class DuckDbProvider(ProviderDeclaration declaration) : DeclaredProvider(declaration)
{
    private const string Memory = "Data Source=:memory:";

    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance)
    {
        if (!IsPath(instance.Connection))
        {
            return base.Problems(instance);
        }

        try
        {
            EnsureLoaded();
            return [];
        }
        catch (NetBatchException broken)
        {
            return [new($"targets.{instance.Name}.provider", broken.Message, broken.Remedy)];
        }
    }

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var path = instance.Connection;
        if (!IsPath(path))
        {
            return await base.OpenAsync(instance, secret, access, timeout, cancellationToken).ConfigureAwait(false);
        }

        string[] files;
        try
        {
            files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(IsData).Order(StringComparer.Ordinal)]
                : IsData(path) ? [path] : [];
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new NetBatchException(ErrorCode.ConnectFailed, $"The folder '{path}' cannot be read: {closed.Message}", inner: closed);
        }

        if (!Path.Exists(path) || (files.Length == 0 && Directory.Exists(path)))
        {
            throw new NetBatchException(ErrorCode.ConnectFailed, $"There is no file at '{path}', and no folder of Parquet or CSV files.",
                "Check the instance's connection; 'Data Source=FILE' makes a new database.");
        }

        var text = files.Length > 0 ? Memory
            : new DbConnectionStringBuilder { ["Data Source"] = path, ["ACCESS_MODE"] = access == DatabaseAccess.Read ? "READ_ONLY"
                : "READ_WRITE" }.ConnectionString;
        var connection = await base.OpenAsync(instance with { Connection = text }, secret, access, timeout, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            foreach (var file in files)
            {
                await SendAsync(connection, $"CREATE VIEW {Dialect.Quote(Path.GetFileNameWithoutExtension(file))} AS SELECT * FROM "
                    + Reader(file), cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Reading in several steps sees one state of the database.
    public override async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, DatabaseAccess access,
        CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

    public override object? ToDriver(object? value) => value is DateTimeOffset time ? time.UtcDateTime : value;

    internal override RowValues Values(DbDataReader reader) => new DuckDbRowValues(reader);

    internal override Task SetForChecksAsync(DbConnection connection, CancellationToken cancellationToken) =>
        SendAsync(connection, "SET TimeZone = 'UTC'", cancellationToken);

    // Its driver has one type of error for all, which the message begins with.
    public override NetBatchException Explain(Exception error, bool opening)
    {
        if (error is DbException && error.Message.Contains("lock on file", StringComparison.OrdinalIgnoreCase))
        {
            return new NetBatchException(ErrorCode.SessionLimit, Sentence(error), inner: error);
        }

        return error is DbException && error.Message.Contains("read-only mode", StringComparison.OrdinalIgnoreCase)
            ? new NetBatchException(ErrorCode.ChangeNotAllowed, Sentence(error), "Add -AllowChange (--allow-change) if it may.", error)
            : base.Explain(error, opening);
    }

    // Folders of a lake have names like year=2024.
    private static bool IsPath(string connection) => !string.IsNullOrWhiteSpace(connection)
        && (!connection.Contains('=', StringComparison.Ordinal) || Path.Exists(connection));

    private static bool IsData(string file) => Path.GetExtension(file).ToUpperInvariant() is ".PARQUET" or ".CSV" or ".TSV";

    // A CSV file has texts only, and its form is RFC 4180's: what its first rows look like says nothing of the others, and a form that is
    // guessed drops rows. An empty field is NULL, one in quotes is not.
    private string Reader(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".PARQUET" => $"read_parquet({Literal(file)})",
        var kind => $"read_csv({Literal(file)}, header = true, all_varchar = true, nullstr = '', allow_quoted_nulls = false, "
            + $"comment = '', skip = 0, delim = '{(kind == ".TSV" ? "\t" : ",")}', quote = '\"', escape = '\"')",
    };

    // A path is a pattern there.
    private string Literal(string file) => Dialect.Literal(
        file.Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal)
            .Replace("?", "[?]", StringComparison.Ordinal));
}
