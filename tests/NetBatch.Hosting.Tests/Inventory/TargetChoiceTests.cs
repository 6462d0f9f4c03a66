namespace NetBatch.Hosting.Tests.Inventory;

public sealed class TargetChoiceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("netbatch-choice-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("device", "name,address\nr1,10.0.0.1\nr2,10.0.0.2\ns1,10.0.0.3\n")]
    [InlineData("instance", "name,connection\nr1,a.db\nr2,b.db\ns1,c.db\n")]
    public void FromFile_Names_ChooseInTheirOrderEachOnce(string kind, string text)
    {
        var file = File(text);

        TargetSelection.FromFile(kind, file, ["s1", "r?", "*"]).Select(one => one.Name).ShouldBe(["s1", "r1", "r2"]);
        TargetSelection.FromFile(kind, file, []).Select(one => one.Name).ShouldBe(["r1", "r2", "s1"]);
        var unknown = Should.Throw<NetBatchException>(() => TargetSelection.FromFile(kind, file, ["r1", "x*"]));
        (unknown.Code, unknown.Message).ShouldBe((ErrorCode.UnknownTarget, $"some.csv has no {kind} 'x*'."));
    }

    [Theory]
    [InlineData("csv", null)]
    [InlineData("toml", "'toml' is no form of an inventory.")]
    [InlineData("99", "'99' is no form of an inventory.")]
    public void FromFile_FormByName_IsKnownInAnyCaseOrRefused(string format, string? message)
    {
        var file = File("name\nr1\n");

        if (message is null)
        {
            DeviceSource.FromFile(file, format).ShouldHaveSingleItem().Name.ShouldBe("r1");
        }
        else
        {
            Should.Throw<NetBatchException>(() => DeviceSource.FromFile(file, format)).Message.ShouldBe(message);
        }
    }

    [Fact]
    public void StoreFile_Folder_IsTheStoreInIt()
    {
        var file = Path.Combine(folder.FullName, "mine.db");

        HostOptions.StoreFile(file).ShouldBe(file);
        HostOptions.StoreFile(folder.FullName).ShouldBe(Path.Combine(folder.FullName, "netbatch.db"));
    }

    private string File(string text)
    {
        var file = Path.Combine(folder.FullName, "some.csv");
        System.IO.File.WriteAllText(file, text);
        return file;
    }
}
