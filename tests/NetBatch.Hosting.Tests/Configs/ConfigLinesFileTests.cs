using System.Text;

namespace NetBatch.Hosting.Tests.Configs;

/// <summary>Files of config lines: UTF-8 in all its forms, and nothing else without a word.</summary>
public sealed class ConfigLinesFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void Read_LineEndsAndMarks_AreNoPartOfTheLines()
    {
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. "interface Vlan1\r\n description café\n\tshutdown\r\n"u8]);
        ConfigLinesFile.Read(path).ShouldBe(["interface Vlan1", " description café", "\tshutdown"]);
        File.WriteAllText(path, "a\nb", Encoding.Unicode);
        ConfigLinesFile.Read(path).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Read_AnotherEncoding_IsRefusedWithFileAndLine()
    {
        File.WriteAllBytes(path, [.. "interface Vlan1\n description Z"u8, 0xFC, .. "rich\n"u8]);

        var error = Should.Throw<NetBatchException>(() => ConfigLinesFile.Read(path));

        error.Message.ShouldContain($"{Path.GetFileName(path)}, line 2");
        error.Remedy.ShouldNotBeNull().ShouldContain("UTF-8");
    }

    public void Dispose() => File.Delete(path);
}
