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
    public async Task ResolveAsync_DeviceNamesItsOwnUser_GivesThePasswordForThatUser()
    {
        var given = sources.SupplyAs(SecretSources.Login, new Secret("ops", "one"));

        (await sources.ResolveAsync(given with { UserName = "backup" }, CancellationToken.None))!.UserName.ShouldBe("backup");
    }

    [Fact]
    public async Task DemandAsync_SuppliedLoginOfAnotherProcess_SaysWhichParameterGivesItAgain()
    {
        Target[] targets = [new Device { Name = "r1", Address = "10.0.0.1", Credential = new CredentialReference(CredentialSource.Supplied, "login/ops") }];

        var refused = await Should.ThrowAsync<NetBatchException>(() => sources.DemandAsync(targets, CancellationToken.None));

        refused.Code.ShouldBe(ErrorCode.CredentialRequired);
        refused.Remedy!.ShouldContain("-Credential");
    }
}
