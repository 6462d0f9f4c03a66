using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport.KnownHosts;

public sealed class KnownHostKeysTests : IDisposable
{
    private const string Key = "AAAAC3NzaC1lZDI1NTE5AAAAIFbZx1lCgKAKYXWqzVZL5ikXk0Yo3zVjIRnKVTu5aA5d";

    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-known").FullName;

    private string Known => Path.Combine(folder, "known_hosts");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Lines, a name that is looked for, and whether ssh-keygen -F finds it, which is asked as well.</summary>
    [Theory]
    [InlineData("r1", "r1", 22)]
    [InlineData("r1,10.0.0.1", "10.0.0.1", 22)]
    [InlineData("[r1]:2222", "r1", 2222)]
    [InlineData("[r1]:2222", "r1", 22)]
    [InlineData("r1", "r1", 2222)]
    [InlineData("*.example.net", "a.example.net", 22)]
    [InlineData("*.example.net,!b.example.net", "b.example.net", 22)]
    [InlineData("r?", "r7", 22)]
    [InlineData("R1", "r1", 22)]
    [InlineData("[*]:2222", "r9", 2222)]
    [InlineData("2001:db8::1", "2001:db8::1", 22)]
    [InlineData("hashed:r1", "r1", 22)]
    [InlineData("hashed:[r1]:2222", "r1", 2222)]
    [InlineData("hashed:r1", "r2", 22)]
    public async Task TypesOf_EachForm_AgreesWithSshKeygen(string hosts, string host, int port)
    {
        var hashed = hosts.StartsWith("hashed:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Known, $"{(hashed ? hosts[7..] : hosts)} ssh-ed25519 {Key}\n");
        if (hashed)
        {
            await HostProgram.RunAsync("ssh-keygen", ["-q", "-H", "-f", Known]);
        }

        var name = KnownHostsName.Of(host, port);
        var oracle = (await HostProgram.RunAsync("ssh-keygen", ["-F", name, "-f", Known], check: false)).Contains(Key,
            StringComparison.Ordinal);

        new KnownHostKeys(Known).TypesOf(Hop(name)).Count.ShouldBe(oracle ? 1 : 0);
    }

    [Fact]
    public void Judge_NewKey_IsKeptForNextTime()
    {
        File.WriteAllText(Known, $"other ssh-ed25519 {Key}"); // its last line has no end
        var known = new KnownHostKeys(Known);

        known.Judge(Hop("r1"), "ssh-ed25519", [1, 2, 3]).ShouldBeNull();

        File.ReadAllLines(Known).ShouldBe([$"other ssh-ed25519 {Key}", "r1 ssh-ed25519 AQID"]);
        known.Judge(Hop("r1"), "ssh-ed25519", [1, 2, 3]).ShouldBeNull();
        known.Judge(Hop("r1"), "ssh-ed25519", [9]).ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyChanged);
        File.ReadAllLines(Known).Length.ShouldBe(2);
    }

    [Fact]
    public void Judge_RevokedKey_IsRefusedAlsoWhereItIsKnown()
    {
        File.WriteAllText(Known, $"r1 ssh-ed25519 {Key}\n@revoked * ssh-ed25519 {Key}\n");

        new KnownHostKeys(Known).Judge(Hop("r1"), "ssh-ed25519", Convert.FromBase64String(Key))
            .ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyChanged);
    }

    [Fact]
    public void Judge_OnlyKnownKeysAreTaken_RefusesANewOneAndKeepsNothing()
    {
        var known = new KnownHostKeys(Known);

        known.Judge(Hop("r1") with { HostKeys = HostKeyPolicy.Strict }, "ssh-ed25519", [1])
            .ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyUnknown);

        File.Exists(Known).ShouldBeFalse();
    }

    [Fact]
    public void Judge_KeyOfATypeThatNobodyHasSeen_IsNoWayRoundTheKnownOne()
    {
        var known = new KnownHostKeys(Known);
        known.Judge(Hop("r1"), "ssh-ed25519", [1]).ShouldBeNull();

        known.Judge(Hop("r1"), "ssh-rsa", [2]).ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyChanged);
    }

    [Fact]
    public void Judge_FirstKey_IsToldOnceWithTheFingerprintOfSshKeygen()
    {
        // printf "\\001" | openssl dgst -sha256 -binary | base64, without the padding, as ssh-keygen -l prints it.
        List<KnownHostKey> told = [];
        var known = new KnownHostKeys(Known);
        known.Judge(Hop("r1"), "ssh-ed25519", [1], told.Add).ShouldBeNull();
        known.Judge(Hop("r1"), "ssh-ed25519", [1], told.Add).ShouldBeNull();

        told.ShouldBe([new KnownHostKey("r1", "ssh-ed25519", "SHA256:S/USLzRFVMU73i67jNK349FgCtYxw4Wl18ziPHeFRZo", IsPinned: false)]);
    }

    [Fact]
    public void Judge_ApprovedKey_StandsOverEveryOtherAndIsTheOnlyOneWherePinned()
    {
        var book = new BatchHostKeys(Known);
        var known = new KnownHostKeys(Known);
        known.Judge(Hop("r1"), "ssh-ed25519", [1]).ShouldBeNull();
        var pinned = Hop("r1") with { HostKeys = HostKeyPolicy.Pinned };
        known.Judge(pinned, "ssh-ed25519", [1]).ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyUnknown);

        book.Pin(["r1"]).ShouldHaveSingleItem().IsPinned.ShouldBeTrue();
        known.Judge(pinned, "ssh-ed25519", [1]).ShouldBeNull();
        File.AppendAllText(Known, "r1 ssh-rsa Ag==\n");
        known.Judge(Hop("r1"), "ssh-rsa", [2])
            .ShouldNotBeNull().Code.ShouldBe(ErrorCode.HostKeyChanged, "another file says so, and a person has approved one key");

        book.Forget(["r*"]).ShouldNotBeEmpty();
        known.Judge(Hop("r1"), "ssh-ed25519", [9]).ShouldBeNull("it is a first key again");
        Should.Throw<NetBatchException>(() => book.Forget(["r7"])).Code.ShouldBe(ErrorCode.InvalidArgument);
    }

    [Fact]
    public void Import_KnownHostsFile_ApprovesEachKeyOnce()
    {
        var file = Known + ".scan";
        File.WriteAllText(file, "# scanned\nr1 ssh-ed25519 AQ==\n[10.0.0.2]:2222 ssh-rsa Ag==\n");
        var book = new BatchHostKeys(Known);
        book.Import(file);
        book.Import(file);

        book.List(["*"]).Select(key => (key.Name, key.Type, key.IsPinned))
            .ShouldBe([("[10.0.0.2]:2222", "ssh-rsa", true), ("r1", "ssh-ed25519", true)]);
        Should.Throw<NetBatchException>(() => book.Import(Path.Combine(Path.GetTempPath(), "none"))).Code.ShouldBe(
            ErrorCode.InvalidArgument);
    }

    [Fact]
    public async Task Judge_ManyAtOnceInTwoTransports_LosesNoLine()
    {
        KnownHostKeys[] transports = [new KnownHostKeys(Known), new KnownHostKeys(Known)];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Factory.StartNew(
            () => transports[number % 2].Judge(Hop($"r{number}"), "ssh-ed25519", [1]).ShouldBeNull(), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        File.ReadAllLines(Known).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 40).Select(number => $"r{number} ssh-ed25519 AQ==").Order(StringComparer.Ordinal));
    }

    private static HopSettings Hop(string name) => new()
    {
        HostName = name,
        Port = 22,
        User = "u",
        KnownHostsName = name,
        KnownHostsFiles = [],
        HostKeys = HostKeyPolicy.AcceptNew,
        IdentityFiles = [],
        Algorithms = new Dictionary<string, (string, bool)>(),
    };
}
