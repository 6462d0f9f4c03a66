using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Trust;

/// <summary>A colleague on a shared store, who is the account nobody in the group users: what they wrote runs and decides nothing
/// here.</summary>
public sealed class ColleagueTests
{
    private const string Group = "100";

    [SecondAccountFact]
    public async Task Notification_OfAColleague_IsNeverRunByAnotherAccount()
    {
        await using var shared = await SharedAsync();
        var mark = Path.Combine(shared.Folder, "ran-as");
        var theirs = shared.Write(
            "evil.json", $$"""{"name":"evil","kind":"command","on":["end"],"command":["/bin/sh","-c","id -u > {{mark}}-$(id -u); exit 1"]}""");
        (await shared.RunAsNobodyAsync(Group, "notification", "save", theirs)).Exit.ShouldBe(0);
        await shared.RunAsNobodyAsync(Group, "run", "show version", "-a", "127.0.0.1:1", "-p", "cisco_ios", "--notify", "evil", "--retries",
            "0", "-q");
        (await shared.RunAsync("notification", "save",
            shared.Write("mine.json", """{"name":"mine","kind":"command","on":["end"],"command":["/bin/true"]}"""))).Exit.ShouldBe(0);
        await shared.RunAsync("run", "show version", "-a", "127.0.0.1:1", "-p", "cisco_ios", "--notify", "mine", "--retries", "0", "-q");
        var (exit, text) = await shared.RunAsync("run", "show version", "-a", "127.0.0.1:1", "-p", "cisco_ios", "--notify", "evil",
            "--retries", "0", "-q");

        File.Exists(mark + "-0").ShouldBeFalse("what nobody defined ran as root");
        exit.ShouldBe(2, text);
        text.ShouldContain("was written by nobody@");
        text.ShouldContain("netbatch trust approve");
        (await shared.RunAsync("notification", "test", "evil")).Exit.ShouldBe(2);
    }

    [SecondAccountFact]
    public async Task Approve_TheContentAsItIs_HoldsUntilAnybodyElseChangesIt()
    {
        await using var shared = await SharedAsync();
        (await shared.RunAsNobodyAsync(Group, "notification", "save",
            shared.Write("n.json", """{"name":"oncall","kind":"command","on":["end"],"command":["/bin/true"]}"""))).Exit.ShouldBe(0);
        (await shared.RunAsync("notification", "test", "oncall")).Exit.ShouldBe(2);

        var (exit, text) = await shared.RunAsync("trust", "approve", "notification", "oncall", "--yes");
        exit.ShouldBe(0, text);
        text.ShouldContain("/bin/true");
        (exit, text) = await shared.RunAsync("notification", "test", "oncall");
        exit.ShouldBe(0, text);

        (await shared.RunAsNobodyAsync(Group, "notification", "save", "--force",
            shared.Write("n2.json", """{"name":"oncall","kind":"command","on":["end"],"command":["/bin/false"]}"""))).Exit.ShouldBe(0);
        (await shared.RunAsync("notification", "test", "oncall")).Exit.ShouldBe(2, "it is another content now");
    }

    [SecondAccountFact]
    public async Task Device_WhoseAddressAColleagueChanged_GetsNoSecretOfMine()
    {
        await using var shared = await SharedAsync();
        (await shared.RunAsync("devices", "import",
            shared.Write("mine.csv", "name,address,platform,credential\nedge1,192.0.2.1,cisco_ios,env:PW\n"))).Exit.ShouldBe(0);
        (await shared.RunAsNobodyAsync(Group, "devices", "import",
            shared.Write("theirs.csv", "name,address,platform,credential\nedge1,127.0.0.1,cisco_ios,env:PW\n"))).Exit.ShouldBe(0);

        var (exit, text) = await shared.RunAsync("run", "show version", "-d", "edge1", "-q");
        exit.ShouldBe(2, text);
        text.ShouldContain("'edge1'");
        text.ShouldContain("has not approved");
    }

    [SecondAccountFact]
    public async Task Files_BesideASharedStore_AreUsedOnlyAsTheyWereApproved()
    {
        await using var shared = await SharedAsync();
        var folder = Path.Combine(shared.Home, "platforms");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mine.yaml"), "platform: my_box\ntitle: Mine\nextends: cisco_ios\n");
        var (exit, text) = await shared.RunAsync("platforms", "my_box");
        exit.ShouldNotBe(0, text);
        text.ShouldContain("platforms/mine.yaml");

        (exit, text) = await shared.RunAsync("trust", "approve", "platforms", "mine.yaml", "--yes");
        exit.ShouldBe(0, text);
        (exit, text) = await shared.RunAsync("platforms", "my_box");
        exit.ShouldBe(0, text);

        File.WriteAllText(Path.Combine(folder, "mine.yaml"), "platform: other_box\ntitle: Other\nextends: cisco_ios\n");
        (await shared.RunAsync("platforms", "other_box")).Exit.ShouldNotBe(0, "it was changed since");
        (await shared.RunAsync("platforms", "my_box")).Exit.ShouldBe(0, "the copy that was approved is what is used");
    }

    private static Task<SharedStore> SharedAsync() => SharedStore.MakeAsync();
}
