using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Metadata;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>Each validator on two small databases: what it lets pass, what it finds, and what it shows of it.</summary>
public sealed class ValidatorTests : IDisposable
{
    private static readonly string[] Source =
    [
        "CREATE TABLE p (id INTEGER PRIMARY KEY, code VARCHAR(10) NOT NULL UNIQUE, price DECIMAL(8,2), kind TEXT, seen DATE)",
        "INSERT INTO p VALUES (1,'a',1.5,'x','2024-01-01'),(2,'b',2.5,'x','2024-01-02'),(3,'c',3.5,'y','2024-01-03'),(4,'d',4.5,'y','2024-01-04')",
        "CREATE TABLE h (k INTEGER PRIMARY KEY, code TEXT, valid_from DATE, valid_to DATE, cur BOOLEAN)",
        "CREATE TABLE only_here (id INTEGER)",
    ];

    private static readonly string[] Target =
    [
        "CREATE TABLE p (id INTEGER PRIMARY KEY, code VARCHAR(5), price DECIMAL(8,2), sort TEXT, seen TIMESTAMP, extra TEXT)",
        "INSERT INTO p VALUES (1,'a',1.5,'x','2024-01-01',NULL),(2,'b',2.50,'x','2024-01-02 "
            + "00:00:00',''),(3,'c',3.6,'z','2024-01-03','e'),(5,'c',900,'y','2024-01-09','e')",
        "CREATE TABLE h (k INTEGER PRIMARY KEY, code TEXT, valid_from DATE, valid_to DATE, cur BOOLEAN)",
        """
        INSERT INTO h VALUES (1,'ok','2024-01-01','2024-02-01',0),(2,'ok','2024-02-01',NULL,1),
          (3,'gap','2024-01-01','2024-01-15',0),(4,'gap','2024-02-01',NULL,1),(5,'over','2024-01-01','2024-03-01',0),(6,'over','2024-02-01',NULL,1),
          (7,'flag','2024-01-01',NULL,0),(8,'ended','2024-01-01','2024-05-01',0),(9,'back','2024-05-01','2024-01-01',0),(10,'two','2024-01-01',NULL,1),(11,'two','2024-02-01',NULL,1)
        """,
        "CREATE TABLE f (id INTEGER PRIMARY KEY, p INTEGER, code TEXT, at DATE, loaded TIMESTAMP, amount REAL)",
        """
        INSERT INTO f VALUES (1,1,'ok','2024-01-05','2024-01-06 10:00:00',10),(2,9,'ok','2024-02-05','2024-02-06 10:00:00',20),(3,NULL,'none','2024-02-06','2024-06-01',30),
          (4,2,'ok','2024-04-01','2024-03-31',1000)
        """,
    ];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("quality.nulls", """{"table":"p","columns":["code"]}""", 0, "")]
    [InlineData("quality.nulls", """{"table":"p","columns":["extra"]}""", 1, "1,")]
    [InlineData("quality.nulls", """{"table":"p","columns":["extra"],"emptyToo":true}""", 2, "1,|2,")]
    [InlineData("quality.nulls", """{"table":"p","columns":["extra"],"maxPercent":25}""", 0, "")]
    [InlineData("quality.unique", """{"table":"p","columns":["code"]}""", 2, "3,c,2|5,c,2")]
    [InlineData("quality.unique", """{"table":"p","columns":["code"],"where":"id < 5"}""", 0, "")]
    [InlineData("quality.domain", """{"table":"p","column":"sort","values":["x","y"]}""", 1, "3,z")]
    [InlineData("quality.domain", """{"table":"p","column":"id","values":["1","2","3","5"]}""", 0, "")]
    [InlineData("quality.regex", """{"table":"p","column":"code","pattern":"^[ab]$"}""", 2, "3,c|5,c")]
    [InlineData("quality.range", """{"table":"p","column":"price","least":2,"greatest":100}""", 2, "1,1.5|5,900")]
    [InlineData("quality.range", """{"table":"p","column":"seen","from":"2024-01-01 00:00:00","to":"2024-01-08 00:00:00"}""", 1,
        "5,2024-01-09")]
    [InlineData("quality.outliers", """{"table":"p","column":"price","deviations":1.5}""", 1, "5,900")]
    [InlineData("quality.count", """{"table":"p"}""", 0, "")]
    [InlineData("quality.count", """{"table":"p","least":5}""", 1, "p,5 to any number,4,row count")]
    [InlineData("quality.count", """{"table":"f","sourceTable":"p","where":"id > 2"}""", 1, "f,4,2,row count")]
    [InlineData("quality.count", """{"table":"f","sourceTable":"p","where":"id > 2","tolerance":50}""", 0, "")]
    [InlineData("quality.statistics", """{"table":"p","column":"id"}""", 3,
        "greatest,4,5,+25 %|average,2.5,2.75,+10 %|standard deviation,1.118033988749895,1.479019945774904,+32.29 %")]
    [InlineData("quality.statistics", """{"table":"p","column":"id","where":"id < 4","sourceWhere":"id < 4"}""", 0, "")]
    [InlineData("quality.distribution", """{"table":"p","column":"sort","columnMap":{"sort":"kind"},"points":10}""", 2,
        "y,50 %,25 %,-25 points|z,0 %,25 %,+25 points")]
    [InlineData("quality.checksum", """{"table":"p","key":["id"],"columns":["code","price","seen"]}""", 3,
        "3,differs,price,3.5,3.6|4,missing in the target,,code=d, price=4.5, seen=2024-01-04,|5,only in the target,,,code=c, price=900, "
            + "seen=2024-01-09")]
    [InlineData("quality.checksum",
        """{"table":"p","key":["id"],"columns":["sort"],"columnMap":{"sort":"kind"},"where":"id < 4","sourceWhere":"id < 4"}""", 1,
        "3,differs,sort,y,z")]
    [InlineData("quality.checksum",
        """{"table":"p","key":["id"],"columns":["code","price","seen"],"where":"id < 3","sourceWhere":"id < 3"}""", 0, "")]
    [InlineData("dimension.scd1", """{"table":"p","key":["code"],"columns":["price"],"where":"id < 4"}""", 2,
        "c,differs,price,3.5,3.6|d,missing in the target,,price=4.5,")]
    [InlineData("dimension.scd1", """{"table":"p","key":["code"],"columns":["price"],"sourceWhere":"id < 4","where":"id <> 3 or id = 3"}""",
        2, "c,differs,price,3.5,3.6|c,1 rows in the source, 2 in the target,,,price=900")]
    [InlineData("dimension.business-key", """{"table":"p","key":["code"]}""", 2, "3,c,2|5,c,2")]
    [InlineData("dimension.business-key", """{"table":"p","key":["extra"],"where":"id < 3"}""", 1, "1,,1")]
    [InlineData("dimension.surrogate-key", """{"table":"p","column":"id"}""", 0, "")]
    [InlineData("dimension.surrogate-key", """{"table":"f","column":"p"}""", 1, ",1")]
    [InlineData("dimension.composite-key", """{"table":"p","columns":["code","sort"]}""", 0, "")]
    [InlineData("dimension.composite-key", """{"table":"f","columns":["p","code"]}""", 1, "3,,none,1")]
    [InlineData("dimension.scd2", """{"table":"h","key":["code"],"current":"cur","where":"code = 'ok'"}""", 0, "")]
    [InlineData("dimension.scd2", """{"table":"h","key":["code"],"where":"code IN ('over','gap')","allowGaps":true}""", 1,
        "5,over,2024-01-01,2024-03-01,2024-02-01 00:00:00,overlaps the next")]
    [InlineData("dimension.scd2", """{"table":"h","key":["code"],"where":"code = 'ended'","allowEnded":true}""", 0, "")]
    [InlineData("fact.conformance", """{"table":"f","column":"p","dimension":"p","dimensionKey":"id"}""", 2, "2,9|3,")]
    [InlineData("fact.conformance", """{"table":"f","column":"code","dimension":"h","eventTime":"at","where":"id IN (1,4)"}""", 0, "")]
    [InlineData("fact.late-arriving", """{"table":"f","eventTime":"at","loadedTime":"loaded","maxDays":3}""", 2,
        "3,2024-02-06,2024-06-01|4,2024-04-01,2024-03-31")]
    [InlineData("reference.foreign-key", """{"table":"f","columns":["p"],"toTable":"p","toColumns":["id"]}""", 1, "2,9")]
    [InlineData("reference.across", """{"table":"f","column":"p","toTable":"p","toColumn":"id"}""", 1, "9,1")]
    [InlineData("reference.across", """{"table":"p","column":"code","toTable":"p"}""", 0, "")]
    [InlineData("metric.aggregate", """{"table":"p","column":"id","function":"sum"}""", 1, "all,10,11,+10 %")]
    [InlineData("metric.aggregate", """{"table":"p","column":"id","function":"sum","tolerance":10}""", 0, "")]
    [InlineData("metric.aggregate", """{"table":"p","column":"id","function":"count","groupBy":"sort","columnMap":{"sort":"kind"}}""", 2,
        "y,2,1,-50 %|z,,1,only in the target")]
    [InlineData("metric.aggregate", """{"table":"f","column":"amount","function":"max","expected":1000}""", 0, "")]
    [InlineData("metric.ratio", """{"table":"f","numerator":"SUM(amount)","denominator":"COUNT(*)","greatest":100}""", 1,
        "ratio,any to 100,265,out of limits")]
    [InlineData("metric.ratio", """{"table":"p","numerator":"MAX(id)","denominator":"MIN(id)","tolerance":30}""", 0, "")]
    [InlineData("time.continuity", """{"table":"p","column":"seen"}""", 1, "2024-01-03 00:00:00,2024-01-09 00:00:00,5")]
    [InlineData("time.continuity", """{"table":"f","column":"at","period":"month"}""", 1, "2024-02-05,2024-04-01,1")]
    [InlineData("time.continuity", """{"table":"p","column":"seen","period":"week"}""", 0, "")]
    [InlineData("time.duplicates", """{"table":"f","column":"at","period":"month"}""", 1, "2024-02-05,2")]
    [InlineData("time.duplicates", """{"table":"f","column":"at","period":"month","groupBy":"code"}""", 0, "")]
    [InlineData("time.period-over-period", """{"table":"f","column":"at","period":"month","value":"SUM(amount)","maxChange":300}""", 1,
        "2024-02-05,10,50")]
    [InlineData("time.period-over-period", """{"table":"f","column":"at","period":"month","value":"SUM(amount)","maxChange":500}""", 0, "")]
    [InlineData("time.drift", """{"table":"f","column":"at","value":"SUM(amount)","window":3,"maxDrift":500}""", 1, "2024-04-01,20,1000")]
    [InlineData("schema.tables", "{}", 1, "only_here,table,,missing in the target")]
    [InlineData("schema.tables", """{"tables":["p","h","f"],"allowMore":false}""", 0, "")]
    [InlineData("schema.columns", """{"table":"p","columnMap":{"sort":"kind"}}""", 1, "extra,,column,only in the target")]
    [InlineData("schema.columns", """{"table":"p","columnMap":{"sort":"kind"},"allowMore":true}""", 0, "")]
    [InlineData("schema.types", """{"table":"p","columnMap":{"sort":"kind"}}""", 1, "code,VARCHAR(10),VARCHAR(5),fewer characters")]
    [InlineData("schema.nullability", """{"table":"p","columnMap":{"sort":"kind"},"allowMore":true}""", 1,
        "code,NOT NULL,may be NULL,differs")]
    [InlineData("schema.constraints", """{"table":"p"}""", 1, "unique (code),unique,,missing in the target")]
    [InlineData("custom.query", """{"sql":"SELECT id, price FROM p WHERE price > 100"}""", 1, "5,900")]
    [InlineData("custom.query", """{"sql":"SELECT id FROM p WHERE price < 0"}""", 0, "")]
    [InlineData("custom.query", """{"sql":"SELECT id, price FROM p ORDER BY id","sourceSql":"SELECT id, price FROM p ORDER BY id"}""", 2,
        "3,differs,price,3.5,3.6|4,differs,id,4,5|4,differs,price,4.5,900")]
    [InlineData("custom.query",
        """{"sql":"SELECT price FROM p WHERE id = 3","sourceSql":"SELECT price FROM p WHERE id = 3","tolerance":5}""", 0, "")]
    public async Task CheckAsync_Case_FindsAndShows(string validator, string args, int findings, string evidence)
    {
        var verdict = await CheckAsync(validator, args);

        verdict.Outcome.ShouldBe(findings == 0 ? CheckOutcome.Pass : CheckOutcome.Fail, verdict.Summary);
        if (findings > 0)
        {
            verdict.Findings.ShouldBe(findings);
            Shown(verdict).ShouldBe(evidence.Split('|'));
            verdict.Evidence!.ShouldAllBe(row => row.Length == verdict.Columns!.Count);
        }
    }

    [Fact]
    public async Task CheckAsync_Scd2_NamesEachSortOfDisorder()
    {
        var verdict = await CheckAsync("dimension.scd2", """{"table":"h","key":["code"],"current":"cur"}""");

        verdict.Evidence!.Select(row => $"{row[1]}: {row[^1]}").ShouldBe(
        [
            "gap: leaves a gap before the next", "over: overlaps the next", "flag: holds and is not called current",
            "ended: is the last and has ended",
            "back: ends before it begins", "two: has no end although another follows",
        ]);
    }

    [Fact]
    public async Task CheckAsync_Evidence_IsCutAndAllAreCounted()
    {
        var verdict = await CheckAsync("quality.range", """{"table":"p","column":"price","greatest":0,"evidence":2}""");

        verdict.Findings.ShouldBe(4);
        verdict.Evidence!.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("quality.nulls", """{"table":"nowhere","columns":["x"]}""", "no table 'nowhere'")]
    [InlineData("quality.nulls", """{"table":"p","columns":["x"]}""", "no column 'x'")]
    [InlineData("quality.domain", """{"table":"p","column":"sort","values":["x"],"where":"nonsense = 1"}""", "nonsense")]
    [InlineData("dimension.surrogate-key", """{"table":"p","column":"code"}""", "a surrogate key is a whole number")]
    [InlineData("metric.ratio", """{"table":"p","numerator":"SUM(id)","denominator":"SUM(0)","least":1}""", "undefined")]
    [InlineData("custom.query", """{"sql":"DELETE FROM p"}""", "reading only")]
    public async Task CheckAsync_WhatCannotBeMade_IsAnErrorThatSaysWhy(string validator, string args, string message) =>
        (await Should.ThrowAsync<NetBatchException>(() => CheckAsync(validator, args))).Message.ShouldContain(message);

    [Fact]
    public void All_Validators_AreDescribedAndTriedHere()
    {
        var tried = typeof(ValidatorTests).GetMethod(nameof(CheckAsync_Case_FindsAndShows))!.GetCustomAttributesData()
            .Where(one => one.AttributeType == typeof(InlineDataAttribute))
            .Select(one => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)one.ConstructorArguments[0].Value!)[0].Value!).ToHashSet();

        Validators.All.Select(one => one.Name).Where(name => name is not ("schema.evolution" or "custom.script" or "custom.command"))
            .ShouldBeSubsetOf(tried);
        Validators.All.ShouldAllBe(one =>
            one.Help.EndsWith('.') && one.Parameters.All(parameter => parameter.Help.EndsWith('.') || parameter.Help.EndsWith('}')));
        Validators.All.Select(one => one.Name).ShouldBeUnique();
    }

    [Fact]
    public void All_Validators_AreDocumentedWithTheirParameters()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "validators.md"));
        foreach (var validator in Validators.All)
        {
            text.ShouldContain($"## {validator.Name}\n\n{validator.Help}");
            foreach (var parameter in validator.Parameters)
            {
                var section = text[text.IndexOf($"## {validator.Name}\n", StringComparison.Ordinal)..];
                section.Split("\n## ")[0].ShouldContain($"- `{parameter.Name}`", customMessage: validator.Name);
            }
        }
    }

    [Fact]
    public async Task All_Validators_HaveAnExampleThatIsAStep()
    {
        var shop = folder.Sqlite("shop", "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        await using var session = await OpenAsync(shop);
        File.WriteAllText(folder.File("shop.yaml"),
            MetadataYaml.Write(await MetadataReader.ReadAsync(session, new MetadataRequest(), default, default)));
        foreach (var validator in Validators.All)
        {
            var example = ValidatorExample.Of(validator);

            var (pipeline, problems) =
                PipelineReader.Check($"steps:\n{example}", "example.yaml", Path.GetDirectoryName(folder.File("shop.yaml")));

            problems.ShouldBeEmpty(example);
            pipeline!.Steps.ShouldHaveSingleItem().Validator.ShouldBe(validator.Name);
        }
    }

    [Fact]
    public async Task CheckAsync_Evolution_TellsWhatChangedSinceTheSnapshot()
    {
        var shop = folder.Sqlite("shop", "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)");
        await using var session = await OpenAsync(shop);
        var snapshot = MetadataYaml.Write(await MetadataReader.ReadAsync(session, new MetadataRequest(), default, default));
        var args = JsonSerializer.Serialize(new { snapshot });
        (await RunAsync("schema.evolution", args, shop, null)).Outcome.ShouldBe(CheckOutcome.Pass);

        folder.Sqlite("shop", "ALTER TABLE t DROP COLUMN b", "ALTER TABLE t ADD COLUMN c TEXT",
            "ALTER TABLE t ADD COLUMN d TEXT NOT NULL DEFAULT ''", "CREATE TABLE fresh (x INTEGER)");

        Shown(await RunAsync("schema.evolution", args, shop, null))
            .ShouldBe(["t.b,INTEGER may be NULL,,was removed", "t.d,,TEXT NOT NULL,was added"]);
    }

    private Task<Verdict> CheckAsync(string validator, string args) =>
        RunAsync(validator, args, folder.Sqlite("target", File.Exists(folder.File("target.db")) ? [] : Target),
            folder.Sqlite("source", File.Exists(folder.File("source.db")) ? [] : Source));

    private static async Task<Verdict> RunAsync(string name, string args, DatabaseInstance target, DatabaseInstance? source)
    {
        var validator = Validators.Find(name).ShouldNotBeNull();
        var json = JsonDocument.Parse(args).RootElement;
        foreach (var member in json.EnumerateObject())
        {
            Validators.ParametersOf(validator).Single(option => option.Name == member.Name).Wrong(member.Value).ShouldBeNull();
        }

        validator.Problems(json, source is not null).ShouldBeEmpty();
        await using var here = await OpenAsync(target);
        await using var there = source is null ? null : await OpenAsync(source);
        return await validator.CheckAsync(
            new CheckRun(new CheckSide(here, TimeProvider.System), there is null ? null : new CheckSide(there, TimeProvider.System), json),
            default);
    }

    private static Task<DatabaseSession> OpenAsync(DatabaseInstance instance) =>
        new ProviderCatalog().OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);

    private static IEnumerable<string> Shown(Verdict verdict) =>
        verdict.Evidence!.Select(row => string.Join(',', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
}
