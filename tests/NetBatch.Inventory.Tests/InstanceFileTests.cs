namespace NetBatch.Inventory.Tests;

public sealed class InstanceFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-instances-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_Csv_ColumnsLabelsAndRelativePathsAreTaken()
    {
        var instances = Read("a.csv", """
            name,provider,connection,region,credential,user,tags,tier
            shop,,data/shop.db,eu,,,gold;new,1
            crm,PostgreSQL,Host=crm,,env:CRM,report,,2
            """);

        instances.Select(one => (one.Name, one.Provider, one.Connection, one.Region)).ShouldBe(
            [("shop", "sqlite", Path.Combine(folder, "data/shop.db"), "eu"), ("crm", "postgresql", "Host=crm", null)]);
        instances[0].Labels["tier"].ShouldBe("1");
        instances[0].Tags.ShouldBe(["gold", "new"]);
        instances[1].Credential!.ToString().ShouldBe("report@env:CRM");
    }

    [Theory]
    [InlineData("b.yaml", "instances:\n  - name: a\n    connection: a.db\n    labels: { tier: gold }\n")]
    [InlineData("b.json", """[{ "name": "a", "connection": "a.db", "labels": { "tier": "gold" } }]""")]
    public void Read_YamlAndJson_AreTheSame(string file, string text)
    {
        var instance = Read(file, text).ShouldHaveSingleItem();

        (instance.Name, instance.Connection, instance.Label("tier")).ShouldBe(("a", Path.Combine(folder, "a.db"), "gold"));
    }

    [Fact]
    public void Read_WrongLines_AllAreNamedAndNoSecretIsShown()
    {
        var error = Should.Throw<NetBatchException>(() =>
            Read("c.csv", "name,connection,password,credential\na,a.db,,\na,b.db,hunter2,\n,c.db,,\nd,,,\ne,e.db,,hunter3\n"));

        error.Code.ShouldBe(ErrorCode.InvalidInventory);
        foreach (var part in (string[])["line 3, column 'password': a secret stands here", "line 3: the name 'a' stands on line 2 already",
            "line 4, column 'name'", "line 5, column 'connection'", "line 6, column 'credential'"])
        {
            error.Message.ShouldContain(part);
        }

        error.Message.ShouldNotContain("hunter");
    }

    /// <summary>The same is wrong with both, on the same line.</summary>
    [Fact]
    public void Read_TwoWrongInstancesOnOneLine_AreAnErrorToActOn() =>
        Should.Throw<NetBatchException>(() => Read("d.json", """[{"name": "a"}, {"name": "b"}]""")).Message.ShouldContain("'connection'");

    [Fact]
    public void ToInstance_LabelsByPrefix_AreLabels() =>
        InstanceFile.ToInstance([new("name", "a"), new("connection", "x"), new("label:site", "b")], folder).Labels["site"].ShouldBe("b");

    private IReadOnlyList<DatabaseInstance> Read(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return InstanceFile.Read(file);
    }
}
