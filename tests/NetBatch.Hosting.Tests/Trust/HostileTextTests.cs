using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Trust;

/// <summary>
/// A device and a colleague whose every text would move a terminal's cursor, set its title, write its clipboard or turn its writing round,
/// and every verb that prints what they said, on a terminal (script(1)).
/// </summary>
public sealed partial class HostileTextTests
{
    private const string Mark = "MARK";
    private const string Hostile = "\e]0;T\a\e]52;c;QQ==\a\e[2J\e[1A\u009b1m\u202ed\u2066e\rf\u0085g\u2028h\u200bi\u007fj\bk";

    [SshdFact]
    public async Task Verbs_OverHostileTexts_SendNothingToTheTerminalThatItWouldObey()
    {
        var outputs = Directory.CreateTempSubdirectory("netbatch-hostile-").FullName;
        await File.WriteAllTextAsync(Path.Combine(outputs, "show version.txt"), $"Version 9 {Hostile}\nsecond line\n");
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2, OutputFolder = outputs });
        var (file, other) = (Path.Combine(fleet.Folder, "f.txt"), Path.Combine(fleet.Folder, "g.txt"));
        await File.WriteAllTextAsync(file, $"hostname a{Hostile}\ninterface x{Hostile}\n description {Hostile}\n");
        await File.WriteAllTextAsync(other, $"hostname b{Hostile}\n");
        var jobs = await SeedAsync(fleet);

        List<string> wrong = [];
        var visible = 0;
        await Parallel.ForEachAsync(Verbs.Shown, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (verb, _) =>
        {
            var words = verb.Replace("J1", jobs[0], StringComparison.Ordinal).Replace("J2", jobs[1], StringComparison.Ordinal)
                .Replace("F1", $"'{file}'", StringComparison.Ordinal).Replace("F2", $"'{other}'", StringComparison.Ordinal)
                .Replace("OUT", Path.Combine(fleet.Folder, "out"), StringComparison.Ordinal)
                .Replace(Mark, "MARK*", StringComparison.Ordinal);
            var text = await OnTerminalAsync(fleet, words);
            lock (wrong)
            {
                visible += text.Contains(@"\x1b", StringComparison.Ordinal) || text.Contains(@"\u001b", StringComparison.Ordinal) ? 1 : 0;
                if (text.Contains("NEVER-ENDED", StringComparison.Ordinal))
                {
                    wrong.Add($"{verb} did not end: {text}");
                }

                if (Odd().Match(text) is { Success: true } odd)
                {
                    wrong.Add($"{verb}: U+{(int)odd.Value[0]:X4} in "
                        + $"{JsonSerializer.Serialize(text[Math.Max(0, odd.Index - 80)..Math.Min(text.Length, odd.Index + 20)])}");
                }
            }
        });

        wrong.ShouldBeEmpty();
        visible.ShouldBeGreaterThan(20, "the texts were shown, only safely");
    }

    /// <summary>A new verb is put among the others.</summary>
    [Fact]
    public async Task Verbs_All_AreLookedAt()
    {
        await using var help = NetBatchProcess.Start(["--help"], new Dictionary<string, string>());
        await help.ExitAsync();
        var verbs = help.Lines.SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0].TrimEnd(','));

        verbs.Except(Verbs.Shown.Select(verb => verb.Split(' ')[0])).ShouldBe(Verbs.Endless);
    }

    /// <summary>Jobs and definitions whose texts hold the mark; then each mark in the file becomes what is hostile, in JSON as JSON has
    /// it.</summary>
    private static async Task<string[]> SeedAsync(Fleet fleet)
    {
        fleet.WriteInventory(
            fleet.Lab.Devices(null)
                .Select(device => device
                    with { Name = device.Name + Mark, Tags = [Mark], Labels = new Dictionary<string, string> { ["site"] = Mark } }));
        (await fleet.RunAsync("devices", "import", fleet.Inventory)).Exit.ShouldBe(0);
        foreach (var words in (string[][])[["run", "show version", "show MARK", "--name", "jobMARK", "--transcript"],
            ["run", "show version"], ["backup"]])
        {
            var (exit, text) = await fleet.RunAsync([.. words, "-d", "*", "-q"]);
            exit.ShouldBeLessThan(2, text);
        }

        await using (var host = await fleet.OpenAsync())
        {
            await host.Workflows.SaveAsync(new BatchWorkflow { Name = "wfMARK", Description = Mark, Query = "select 'MARK'" },
                onlyNew: true, default);
            var work = new WorkSpec("command", 1, JsonElement.Parse("""{"commands":["show MARK"]}"""));
            await host.JobTemplates.SaveAsync(
                new JobTemplate { Name = "tMARK", Work = work, Description = Mark, Targets = new TargetFilter { Names = ["*"] } },
                onlyNew: true, default);
            await host.Schedules.SaveAsync(new BatchSchedule { Name = "sMARK", Cron = "@daily", TimeZone = "UTC", Template = "tMARK" },
                onlyNew: true, default);
            await host.Notifications.SaveAsync(
                new BatchNotification { Name = "nMARK", Kind = NotificationKind.Command, Command = ["/bin/MARK"] }, onlyNew: true, default);
        }

        using var connection = new SqliteConnection($"Data Source={fleet.Store};Pooling=False");
        await connection.OpenAsync();
        foreach (var (table, column) in Rows(connection,
            "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT' AND "
                + "m.name NOT LIKE 'sqlite%'"))
        {
            using var spoil = connection.CreateCommand();
            spoil.CommandText = $"UPDATE {table} SET {column} = replace({column}, '{Mark}', CASE WHEN json_valid({column}) THEN $json "
                + $"ELSE $plain END) WHERE instr({column}, '{Mark}') > 0";
            spoil.Parameters.AddWithValue("$plain", Mark + Hostile);
            spoil.Parameters.AddWithValue("$json", JsonSerializer.Serialize(Mark + Hostile)[1..^1]);
            spoil.ExecuteNonQuery();
        }

        return [.. Rows(connection, "SELECT id, id FROM jobs ORDER BY key").Select(row => row.One)];
    }

    private static List<(string One, string Two)> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<(string, string)> rows = [];
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    /// <summary>What a verb sends to a terminal that knows no colours, so that nothing of it is the program's own.</summary>
    private static async Task<string> OnTerminalAsync(Fleet fleet, string words)
    {
        // Nobody is there to be asked; what does not end by itself is ended, and said.
        var program = $"timeout 40 '{Environment.ProcessPath}' exec '{NetBatchProcess.Program}' --store '{fleet.Store}' "
            + $"{words} </dev/null || test $? -ne 124 || echo NEVER-ENDED";
        var start = new ProcessStartInfo("script", ["-qec", program, "/dev/null"]) { RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["TERM"], start.Environment["NO_COLOR"], start.Environment["TMPDIR"]) = ("dumb", "1", fleet.Temporary);
        start.Environment["XDG_RUNTIME_DIR"] = fleet.Temporary;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var text = process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        // The terminal itself makes line ends of two.
        return (await text).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>C0 but line ends and tabs, DEL, C1, and what turns writing round or is not seen.</summary>
    [GeneratedRegex(@"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")]
    private static partial Regex Odd();
}
