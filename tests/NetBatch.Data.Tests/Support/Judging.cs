using System.Text.Json;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Support;

/// <summary>Makes checks on databases, in transactions that only read, as a pipeline does.</summary>
internal sealed class Judging(DatabaseInstance target, DatabaseInstance? source = null)
{
    /// <summary>The zone of times that have none; null: UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Runs commands on an instance.</summary>
    public static async Task FillAsync(DatabaseInstance instance, params string[] commands)
    {
        await using var session = await OpenAsync(instance, DatabaseAccess.Change);
        foreach (var command in commands)
        {
            await session.ExecuteAsync(command, null, default);
        }
    }

    /// <summary>A snapshot of some schemas, as a file holds it.</summary>
    public static async Task<string> SnapshotAsync(DatabaseInstance instance, params string[] schemas)
    {
        await using var session = await OpenAsync(instance, DatabaseAccess.Read);
        var all = await MetadataReader.ReadAsync(session, new MetadataRequest(), default, default);
        return MetadataYaml.Write(all with { Tables = [.. all.Tables.Where(table => schemas.Contains(table.Schema))] });
    }

    /// <summary>A check's verdict; where it could not be made an Error with what was said.</summary>
    public async Task<Verdict> CheckAsync(string validator, string args)
    {
        await using var here = await OpenAsync(target, DatabaseAccess.Read);
        await using var there = source is null ? null : await OpenAsync(source, DatabaseAccess.Read);
        return await CheckAsync(Side(here), there is null ? null : Side(there), validator, args);
    }

    /// <summary>Makes checks on sessions of their own, as a pipeline does, and tells those that ended otherwise; each is
    /// "Outcome validator {args}".</summary>
    public async Task<string> WrongAsync(params string[] checks)
    {
        await using var here = await OpenAsync(target, DatabaseAccess.Read);
        await using var there = source is null ? null : await OpenAsync(source, DatabaseAccess.Read);
        var (one, other) = (Side(here), there is null ? null : Side(there));
        List<string> wrong = [];
        foreach (var check in checks)
        {
            var parts = check.Split(' ', 3);
            var verdict = await CheckAsync(one, other, parts[1], parts[2]);
            if ($"{verdict.Outcome}" != parts[0])
            {
                wrong.Add($"{check}: {verdict.Outcome}, {verdict.Summary}");
            }
        }

        return string.Join('\n', wrong);
    }

    /// <summary>What is said to a command on a session that reads; null: nothing.</summary>
    public async Task<ErrorCode?> TryAsync(string command = "SELECT 1")
    {
        try
        {
            await using var session = await OpenAsync(target, DatabaseAccess.Read);
            await session.ExecuteAsync(command, null, default);
            return null;
        }
        catch (NetBatchException refused)
        {
            return refused.Code;
        }
    }

    private CheckSide Side(DatabaseSession session) =>
        new(session, TimeProvider.System, Zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(Zone));

    private static async Task<Verdict> CheckAsync(CheckSide here, CheckSide? there, string validator, string args)
    {
        try
        {
            return await Validators.Find(validator)!.CheckAsync(new CheckRun(here, there, JsonDocument.Parse(args).RootElement), default);
        }
        catch (NetBatchException problem)
        {
            return new Verdict(CheckOutcome.Error, 0, 0, problem.Message);
        }
    }

    private static async Task<DatabaseSession> OpenAsync(DatabaseInstance instance, DatabaseAccess access)
    {
        var session = await DuckDb.In(new ProviderCatalog()).OpenAsync(instance,
            new TestSecrets(("pg", new Secret(null, NetBatch.Testing.PostgresServer.Password))), access, TimeSpan.FromSeconds(10), default);
        await session.SetForChecksAsync(TimeSpan.FromSeconds(30), default);
        return session;
    }
}
