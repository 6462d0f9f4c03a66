using System.Runtime.CompilerServices;

namespace NetBatch.Store;

/// <summary>Versions of configurations. Names of devices that differ only in case are one name.</summary>
internal sealed class ConfigVersionTable(StoreWriter writer, ReaderPool readers) : IConfigArchive
{
    private const int Page = 500;
    private const string Columns =
        "v.device, v.part, v.number, v.at, v.author, v.job_id, v.origin, v.platform, v.added, v.removed, v.length, v.hash";

    private const string Newest = "v.number = (SELECT MAX(number) FROM config_versions n WHERE n.fold = v.fold AND n.part = v.part)";

    public Task<ConfigVersion?> NewestAsync(string device, string part, CancellationToken cancellationToken) =>
        Task.FromResult(readers.Read(database => database.First(
            $"SELECT {Columns} FROM config_versions v WHERE v.fold = $1 AND v.part = $2 ORDER BY v.number DESC LIMIT 1", Read,
            Fold(device), Part(part))));

    public Task<ConfigVersionContent?> LatestAsync(string device, string part, CancellationToken cancellationToken) =>
        Task.FromResult(One(Newest, device, part, null));

    public Task<ConfigVersionContent?> FindAsync(string device, string part, int version, CancellationToken cancellationToken) =>
        Task.FromResult(One("v.number = $3", device, part, version));

    public async IAsyncEnumerable<ConfigVersion> ReadAsync(ConfigVersionFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await Task.CompletedTask.ConfigureAwait(false);
        // Plain names are looked up; only a wildcard makes all names worth reading.
        var exact = filter.Devices.Count > 0 && !filter.Devices.Any(Wildcard.Has);
        var sql = string.Concat(
            $"SELECT {Columns}, v.fold FROM config_versions v WHERE (v.fold, v.part, -v.number) > ($1, $2, -$3)",
            exact ? " AND v.fold IN (SELECT value FROM texts($4))" : "",
            filter.Parts.Count > 0 ? " AND v.part IN (SELECT value FROM texts($5))" : "",
            filter.JobId is not null ? " AND v.job_id = $6" : "",
            filter.Since is not null ? " AND v.at >= $7" : "",
            filter.Before is not null ? " AND v.at < $8" : "",
            filter.LatestOnly ? $" AND {Newest}" : "",
            $" ORDER BY v.fold, v.part, v.number DESC LIMIT {Page}");
        for (var (fold, part, number) = ("", "", long.MaxValue); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (fromFold, fromPart, fromNumber) = (fold, part, number);
            var page = readers.Read(database => database.List(
                sql, row => (Fold: row.Text(12), Version: Read(row)),
                fromFold, fromPart, fromNumber, Stored.Texts([.. filter.Devices.Select(Fold)]),
                Stored.Texts([.. filter.Parts.Select(Part)]),
                filter.JobId, filter.Since?.UtcTicks, filter.Before?.UtcTicks));
            foreach (var (name, version) in page)
            {
                (fold, part, number) = (name, version.Part, version.Version);
                if (exact || Wildcard.MatchesAny(filter.Devices, version.Device))
                {
                    yield return version;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public Task<ConfigVersion?> AddAsync(ConfigVersionContent content, long epoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        // Packed by the caller, many at once, and not by the one writer.
        var packed = OutputCodec.Pack(content.Content.Span);
        return writer.WriteAsync(scope => Add(scope, content.Version with { Size = content.Content.Length }, packed, epoch),
            packed.Bytes.Length)
            .WaitAsync(cancellationToken);
    }

    public Task<int> PruneAsync(IReadOnlyList<string> devices, int? keep, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var sql = string.Concat(
            "DELETE FROM config_versions WHERE key IN (SELECT key FROM",
            " (SELECT key, at, ROW_NUMBER() OVER (PARTITION BY fold, part ORDER BY number DESC) AS place FROM config_versions",
            devices.Count > 0 ? " WHERE fold IN (SELECT value FROM texts($1))" : "",
            ") AS placed WHERE place > 1 AND (place > $2 OR at < $3))");
        return writer.WriteAsync(scope => scope.Database.Execute(sql, Stored.Texts([.. devices.Select(Fold)]), keep, before?.UtcTicks))
            .WaitAsync(cancellationToken);
    }

    private static ConfigVersion? Add(WriteScope scope, ConfigVersion version, (int Codec, byte[] Bytes) packed, long epoch)
    {
        var database = scope.Database;
        if (version.JobId is { } id && !scope.Holds(StoreContext.KeyOf(database, id), epoch))
        {
            throw new NetBatchException(ErrorCode.LeaseLost, $"Another process owns the job '{id}'.");
        }

        var (fold, part) = (Fold(version.Device), Part(version.Part));
        if (database.Number("SELECT COALESCE(MAX(number), 0) FROM config_versions WHERE fold = $1 AND part = $2", fold,
            part) != version.Version)
        {
            return null;
        }

        var added = version with { Version = version.Version + 1, Part = part };
        var key = database.Number(
            """
            INSERT INTO config_versions (fold, part, number, device, at, author, job_id, origin, platform, added, removed, hash, codec,
                length)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            RETURNING key
            """,
            fold, part, added.Version, added.Device, Stored.Time(added.At), added.Author, added.JobId, added.Origin, added.Platform,
            added.Added, added.Removed, added.Hash, packed.Codec, added.Size);
        database.Post("INSERT INTO config_contents (version, bytes) VALUES ($1, $2)", key, packed.Bytes);
        return added;
    }

    private ConfigVersionContent? One(string which, string device, string part, int? number) => readers.Read(database => database.First(
        $"SELECT {Columns}, v.codec, c.bytes FROM config_versions v JOIN config_contents c ON c.version = v.key WHERE v.fold = $1 AND "
            + $"v.part = $2 AND {which}",
        row =>
        {
            var content = new byte[row.Int(10)];
            OutputCodec.Unpack(row.Int(12), row.Bytes(13), content);
            return new ConfigVersionContent(Read(row), content);
        },
        Fold(device), Part(part), number));

    private static ConfigVersion Read(Row row) => new()
    {
        Device = row.Text(0),
        Part = row.Text(1),
        Version = row.Int(2),
        At = row.Time(3),
        Author = row.TextOrNull(4),
        JobId = row.TextOrNull(5),
        Origin = row.TextOrNull(6),
        Platform = row.TextOrNull(7),
        Added = row.Int(8),
        Removed = row.Int(9),
        Size = row.Long(10),
        Hash = row.Text(11),
    };

    private static string Fold(string name) => name.ToUpperInvariant();

#pragma warning disable CA1308 // Parts are shown as they are kept, and the field writes them small.
    private static string Part(string part) => part.ToLowerInvariant();
#pragma warning restore CA1308
}
