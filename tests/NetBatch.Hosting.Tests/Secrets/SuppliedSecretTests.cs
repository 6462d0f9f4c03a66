namespace NetBatch.Hosting.Tests.Secrets;

/// <summary>Secrets that were handed to this process: whose they are, and how they are given again.</summary>
public sealed class SuppliedSecretTests
{
    private readonly SecretSources sources = new();

    [Fact]
    public async Task SupplyAs_DifferentSecretsOfOneUser_KeepsBoth()
    {
        var first = sources.SupplyAs(SecretSources.Login, new Secret("ops", "one"));
        var second = sources.SupplyAs(SecretSources.Login, new Secret("ops", "two"));

        (await sources.ResolveAsync(first, CancellationToken.None))!.Reveal().ShouldBe("one");
        (await sources.ResolveAsync(second, CancellationToken.None))!.Reveal().ShouldBe("two");
    }

    [Fact]
    public void SupplyAs_SameSecretAgain_KeepsItsName()
    {
        var first = sources.SupplyAs(SecretSources.Login, new Secret("ops", "one"));

        sources.SupplyAs(SecretSources.Login, new Secret("ops", "one")).ShouldBe(first);
    }

    [Fact]
    public async Task SupplyAgain_TargetsOfTheRole_GivesThemTheNewSecret()
    {
        var login = sources.SupplyAs(SecretSources.Login, new Secret("ops", "wrong"));
        var enable = sources.SupplyAs(SecretSources.Enable, new Secret("enable", "kept"));
        Target[] targets = [new Device { Name = "r1", Address = "10.0.0.1", Credential = login, EnableCredential = enable }];

        sources.SupplyAgain(SecretSources.Login, new Secret("other", "right"), targets).ShouldBeTrue();

        var found = await sources.ResolveAsync(login, CancellationToken.None);
        (found!.UserName, found.Reveal()).ShouldBe(("other", "right"));
        (await sources.ResolveAsync(enable, CancellationToken.None))!.Reveal().ShouldBe("kept");
        sources.SupplyAgain(SecretSources.Jump, new Secret("jump", "none"), targets).ShouldBeFalse();
    }

    [Fact]
    public async Task AskAsync_Prompt_AsksWhoCameLastEachTimeAndKeepsNothing()
    {
        var code = CredentialReference.ParseOneTimeCode("prompt");
        List<string> asked = [];
        var number = 0;
        using var first = sources.AskBy((_, _) => new ValueTask<string?>("never"));
        using (sources.AskBy((question, _) =>
        {
            asked.Add(question);
            return new ValueTask<string?>($"{++number}");
        }))
        {
            (await sources.AskAsync(code, "r1: code?", CancellationToken.None))!.Reveal().ShouldBe("1");
            (await sources.AskAsync(code, "r2: code?", CancellationToken.None))!.Reveal().ShouldBe("2");
        }

        asked.ShouldBe(["r1: code?", "r2: code?"]);
        sources.Supplied.ShouldBeEmpty();
        (await sources.AskAsync(code, "r3: code?", CancellationToken.None))!.Reveal().ShouldBe("never");
    }

    [Fact]
    public async Task AskAsync_NobodyToAsk_GivesNothing()
    {
        (await sources.AskAsync(CredentialReference.ParseOneTimeCode("prompt"), "r1: code?", CancellationToken.None)).ShouldBeNull();
        using var silent = sources.AskBy((_, _) => new ValueTask<string?>((string?)null));

        (await sources.AskAsync(CredentialReference.ParseOneTimeCode("prompt"), "r1: code?", CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("123456")]
    [InlineData("key:/k")]
    [InlineData("agent")]
    [InlineData("supplied:login")]
    public void ParseOneTimeCode_AnythingElse_IsRefusedAndNotQuoted(string text)
    {
        var refused = Should.Throw<NetBatchException>(() => CredentialReference.ParseOneTimeCode(text));

        refused.ToString().ShouldNotContain("123456");
        refused.Remedy.ShouldNotBeNull().ShouldContain("prompt");
    }

    [Fact]
    public void WithOneTimeCode_DeviceThatNamesASource_KeepsIt()
    {
        Device plain = new() { Name = "r1", Address = "10.0.0.1" },
            own = plain with { Name = "r2", OneTimeCode = CredentialReference.ParseOneTimeCode("vault:otp") };

        var devices = TargetSelection.WithOneTimeCode([plain, own], "prompt").Cast<Device>().ToArray();

        devices[0].OneTimeCode.ShouldBe(new CredentialReference(CredentialSource.Supplied, CredentialReference.AskedCode));
        devices[1].OneTimeCode.ShouldBe(own.OneTimeCode);
    }

    [Fact]
    public async Task ResolveAsync_DeviceNamesItsOwnUser_GivesThePasswordForThatUser()
    {
        var given = sources.SupplyAs(SecretSources.Login, new Secret("ops", "one"));

        (await sources.ResolveAsync(given with { UserName = "backup" }, CancellationToken.None))!.UserName.ShouldBe("backup");
    }

    [Fact]
    public async Task DemandAsync_SuppliedLoginOfAnotherProcess_SaysWhichParameterGivesItAgain()
    {
        Target[] targets = [new Device { Name = "r1", Address = "10.0.0.1",
            Credential = new CredentialReference(CredentialSource.Supplied, "login/ops") }];

        var refused = await Should.ThrowAsync<NetBatchException>(() => sources.EnsureAsync(targets, CancellationToken.None));

        refused.Code.ShouldBe(ErrorCode.CredentialRequired);
        refused.Remedy!.ShouldContain("-Credential");
    }
}
