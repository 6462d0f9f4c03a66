namespace NetBatch.Platforms.Tests;

public sealed class PlatformCatalogTests : IDisposable
{
    private const string Good = "platform: my_router\ntitle: Mine\nmodes:\n  exec: {prompt: '{host}#'}\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netbatch-platforms-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_UsersFile_IsKnownBesideTheOthers()
    {
        Write("mine.yaml", Good + "read: [sh(ow)]\n");

        var catalog = Load();

        catalog.Names.ShouldContain("my_router");
        catalog.Names.ShouldContain("cisco_ios");
        catalog.Session("MY_ROUTER").Commands.Classify("sho ver").ShouldBe(StepEffect.Read);
    }

    [Fact]
    public void Load_FileThatExtends_TakesTheRestFromThere()
    {
        Write("mine.yml", "platform: my_ios\nextends: cisco_ios\ntitle: Mine\nprepare: [terminal length 0]\n");

        var mine = Load().Session("my_ios");

        mine.Prepare.Select(step => step.Send).ShouldBe(["terminal length 0"]);
        mine.Modes.Select(mode => mode.Name).ShouldBe(["user", "enable", "config"]);
    }

    [Theory]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#'}\nprepair: [a]\n", 5, "prepair")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '({host}#'}\n", 4, "({host}#")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '(?=a){host}#'}\n", 4, "(?=a)")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#', privileged: yes}\n", 4, "'yes'")]
    [InlineData("platform: x\ntitle: X\n", 1, "session")]
    [InlineData("platform: x\nmodes:\n  exec: {prompt: '{host}#'}\n", 1, "title")]
    [InlineData("platform: x\ntitle: X\nchannel: telnet\nmodes:\n  exec: {prompt: '{host}#'}\n", 3, "telnet")]
    [InlineData("platform: x\ntitle: X\nread: [sh(ow]\nmodes:\n  exec: {prompt: '{host}#'}\n", 3, "sh(ow")]
    [InlineData("platform: x\ntitle: X\nhostnameKept: many\nmodes:\n  exec: {prompt: '{host}#'}\n", 3, "many")]
    [InlineData("platform: x\ntitle: X\nmodes: [a]\n", 1, "modes")]
    [InlineData("platform: x\nextends: nothing\n", 2, "nothing")]
    [InlineData("platform: x\nextends: x\n", 2, "'x'")]
    [InlineData("platform: x\ntitle: 'X\n", 2, "YAML")]
    [InlineData("- a\n", 1, "a list")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#'}\ntimedRevert: {confirm: [commit], revert: [undo], least: 1, "
        + "most: 2}\n", 5, "'timedRevert'")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#'}\ntimedRevert: {commit: 'commit {seconds}', confirm: "
        + "[commit], revert: [undo], least: 9, most: 2}\n", 5, "9 s")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#'}\ncheckpoint: {make: [a]}\n", 5, "'restore'")]
    [InlineData("platform: x\ntitle: X\nmodes:\n  exec: {prompt: '{host}#'}\nshow: {startup: show startup}\n", 5, "running")]
    [InlineData("platform: x\ntitle: X\nconfig: {commitComment: commit}\nmodes:\n  exec: {prompt: '{host}#'}\n", 3, "'commit'")]
    public void Load_BadFile_IsRefusedWithFileLineValueAndRemedy(string text, int line, string value)
    {
        var path = Write("bad.yaml", text);

        var error = Should.Throw<NetBatchException>(Load);

        error.Code.ShouldBe(ErrorCode.InvalidPlatform);
        error.Message.ShouldContain($"{path}, line {line}:");
        error.Message.ShouldContain(value);
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Load_SameNameTwice_IsRefused()
    {
        Write("a.yaml", Good);
        Write("b.yaml", Good);

        Should.Throw<NetBatchException>(Load).Message.ShouldContain("a.yaml");
    }

    [Fact]
    public void Load_NoFolder_HasTheOnesThatComeWithIt() =>
        PlatformCatalog.Load(Path.Combine(_folder.FullName, "none")).SessionNames.Count.ShouldBe(32);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private PlatformCatalog Load() => PlatformCatalog.Load(_folder.FullName);
}
