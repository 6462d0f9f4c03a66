using NetBatch.Data.Pipelines;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>A pipeline's zone is that of times that have none, and of days; without one they are of UTC.</summary>
[Collection(DatabaseTests.Name)]
public sealed class TimeZoneTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private const string Berlin = "Europe/Berlin";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The hour that comes twice on 2024-10-27 is shown by two points in time, in summer's order.
    [DatabasesFact]
    public async Task Checksum_ClockTimesThatBecamePointsInTime_AreTheSameInTheirZoneOnly()
    {
        var legacy = folder.Sqlite("legacy", "CREATE TABLE z (id INTEGER PRIMARY KEY, at DATETIME, said TEXT, d DATE)",
            "INSERT INTO z VALUES (1, '2024-01-10 09:30:00', '2024-01-10 09:30:00', '2024-01-10'), "
                + "(2, '2024-07-10 09:30:00.25', '2024-07-10T09:30:00.25+02:00', '2024-07-10'), "
                + "(3, '2024-10-27 02:30:00', '2024-10-27T00:30:00Z', '2024-10-27'), (4, '2024-10-27 02:30:00', NULL, NULL)");
        await Judging.FillAsync(postgres.Instance(), "DROP TABLE IF EXISTS z",
            "CREATE TABLE z (id int PRIMARY KEY, at timestamptz, said timestamptz, d timestamptz)",
            "INSERT INTO z VALUES (1, '2024-01-10 08:30Z', '2024-01-10 08:30Z', '2024-01-09 23:00Z'), "
                + "(2, '2024-07-10 07:30:00.25Z', '2024-07-10 07:30:00.25Z', '2024-07-09 22:00Z'), "
                + "(3, '2024-10-27 00:30Z', '2024-10-27 00:30Z', '2024-10-26 22:00Z'), (4, '2024-10-27 01:30Z', NULL, NULL)");
        await Judging.FillAsync(maria.Instance(), "SET time_zone = '+00:00'", "DROP TABLE IF EXISTS z",
            "CREATE TABLE z (id int PRIMARY KEY, at timestamp(6) NULL, said timestamp(6) NULL, d timestamp NULL)",
            "SET time_zone = '+00:00'; INSERT INTO z VALUES (1, '2024-01-10 08:30', '2024-01-10 08:30', '2024-01-09 23:00'), "
                + "(2, '2024-07-10 07:30:00.25', '2024-07-10 07:30:00.25', '2024-07-09 22:00'), "
                + "(3, '2024-10-27 00:30', '2024-10-27 00:30', '2024-10-26 22:00'), (4, '2024-10-27 01:30', NULL, NULL)");

        foreach (var target in (DatabaseInstance[])[postgres.Instance(), maria.Instance()])
        {
            var there = await new Judging(target, legacy) { Zone = Berlin }.CheckAsync("quality.checksum", """{"table":"z"}""");
            there.Outcome.ShouldBe(CheckOutcome.Pass, $"{target.Provider}: {there.Summary}");
            there.NotCompared.ShouldContain("taken as Europe/Berlin");
            (await new Judging(target, legacy).CheckAsync("quality.checksum", """{"table":"z"}""")).Findings.ShouldBe(4);
            (await new Judging(target, legacy) { Zone = "Europe/London" }.CheckAsync("quality.checksum", """{"table":"z"}""")).Findings
                .ShouldBe(4);
        }

        // As keys, too, where each time is there once.
        (await new Judging(postgres.Instance(), legacy) { Zone = Berlin }.WrongAsync(
            """Pass quality.checksum {"table":"z","key":["at"],"columns":["id"],"where":"id < 3","sourceWhere":"id < 3"}""",
            """Pass custom.query {"sql":"SELECT at, id FROM z ORDER BY id","sourceSql":"SELECT at, id FROM z ORDER BY id"}""",
            """Pass reference.across {"table":"z","column":"at","toTable":"z"}""")).ShouldBeEmpty();
    }

    [DatabasesFact]
    public async Task Series_DaysOfAZone_AreThoseOfItsClocks()
    {
        const string Late = "2024-03-10 23:30:00+00";
        var file = folder.Sqlite("days", "CREATE TABLE e (id INTEGER PRIMARY KEY, at TEXT, happened TEXT)",
            $"INSERT INTO e VALUES (1, '{Late}', '2024-03-11 00:15:00'), (2, '2024-03-11 12:00:00Z', '2024-03-11 12:45:00')");
        await Judging.FillAsync(postgres.Instance(), "DROP TABLE IF EXISTS e",
            "CREATE TABLE e (id int PRIMARY KEY, at timestamptz, happened timestamp)",
            $"INSERT INTO e VALUES (1, '{Late}', '2024-03-11 00:15:00'), (2, '2024-03-11 12:00:00Z', '2024-03-11 12:45:00')");
        string[] inBerlin =
        [
            """Fail time.duplicates {"table":"e","column":"at"}""",
            """Pass quality.range {"table":"e","column":"at","from":"2024-03-11","to":"2024-03-11"}""",
            """Pass quality.range {"table":"e","column":"happened","from":"2024-03-10T23:15:00Z","to":"2024-03-11T12:45:00+01:00"}""",
            """Pass fact.late-arriving {"table":"e","eventTime":"happened","loadedTime":"at","maxDays":0.011}""",
        ];
        string[] inUtc =
        [
            """Pass time.duplicates {"table":"e","column":"at"}""",
            """Fail quality.range {"table":"e","column":"at","from":"2024-03-11","to":"2024-03-11"}""",
            """Fail fact.late-arriving {"table":"e","eventTime":"happened","loadedTime":"at","maxDays":0.011}""",
        ];

        foreach (var instance in (DatabaseInstance[])[file, postgres.Instance()])
        {
            (await new Judging(instance) { Zone = Berlin }.WrongAsync(inBerlin)).ShouldBeEmpty();
            (await new Judging(instance).WrongAsync(inUtc)).ShouldBeEmpty();
        }
    }

    // Clocks in Berlin have no hour 2 on 2024-03-31 and two of them on 2024-10-27; those in India are half an hour off.
    [DatabasesFact]
    public async Task Series_HoursOfPointsInTime_GoOnWhereClocksChange()
    {
        string[] hours = ["2024-03-30 23:45", "2024-03-31 00:45", "2024-03-31 01:15", "2024-03-31 02:45"];
        string[] winter = ["2024-10-26 23:15", "2024-10-27 00:15", "2024-10-27 01:15", "2024-10-27 02:15"];
        string[] india = ["2024-03-10 00:15", "2024-03-10 00:45"];
        var (spring, autumn, half) = (Values("s", hours), Values("w", winter), Values("i", india));
        var file = folder.Sqlite("hours", "CREATE TABLE h (g TEXT, at TEXT)", $"INSERT INTO h VALUES {spring}, {autumn}, {half}");
        await Judging.FillAsync(postgres.Instance(), "DROP TABLE IF EXISTS h", "CREATE TABLE h (g text, at timestamptz)",
            $"INSERT INTO h VALUES {spring}, {autumn}, {half}");

        foreach (var instance in (DatabaseInstance[])[file, postgres.Instance()])
        {
            foreach (var where in (string[])["g = 's'", "g = 'w'"])
            {
                (await new Judging(instance) { Zone = Berlin }.WrongAsync(
                    $$"""Pass time.continuity {"table":"h","column":"at","period":"hour","where":"{{where}}"}""",
                    $$"""Pass time.duplicates {"table":"h","column":"at","period":"hour","where":"{{where}}"}""")).ShouldBeEmpty();
            }

            (await new Judging(instance).WrongAsync(
                """Fail time.duplicates {"table":"h","column":"at","period":"hour","where":"g = 'i'"}""")).ShouldBeEmpty();
            (await new Judging(instance) { Zone = "Asia/Kolkata" }.WrongAsync(
                """Pass time.duplicates {"table":"h","column":"at","period":"hour","where":"g = 'i'"}""")).ShouldBeEmpty();
        }

        static string Values(string group, string[] times) => string.Join(", ", times.Select(time => $"('{group}', '{time}:00+00:00')"));
    }

    [Theory]
    [InlineData("timeZone: Europe/Berlin", "Europe/Berlin", "")]
    [InlineData("timeZone: UTC", "UTC", "")]
    [InlineData("timeZone: Europe/Berlim", null, "p.yaml(1,11)")]
    [InlineData("timeZone: '+01:00'", null, "p.yaml(1,11)")]
    [InlineData("timeZone: ~", null, "p.yaml(1,11)")]
    public void Read_ZoneOfAPipeline_IsKnownOrRefused(string line, string? zone, string at)
    {
        var (pipeline, problems) = PipelineReader.Check($"{line}\nsteps:\n  - sql: SELECT 1\n", "p.yaml", null);

        pipeline?.TimeZone.ShouldBe(zone);
        (problems.Count == 0).ShouldBe(at.Length == 0, string.Join('\n', problems));
        problems.Select(problem => $"{problem.File}({problem.Line},{problem.Column})").ShouldAllBe(place => place == at);
    }
}
