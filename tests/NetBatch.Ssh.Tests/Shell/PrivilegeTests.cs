using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class PrivilegeTests
{
    private static readonly CredentialReference Enable = new(CredentialSource.Supplied, "enable");

    [Fact]
    public void RaisePrivilegeAsync_UserLevel_GivesTheDevicesOwnSecret()
    {
        var ios = new FakeIos { Privileged = false, EnableSecret = "opensesame" };
        var bench = Of(ios, "opensesame");

        bench.InSession(session => session.RaisePrivilegeAsync(default));

        ios.Privileged.ShouldBeTrue();
    }

    // As with "aaa authentication enable" over a server that asks for a name, and as ArubaOS-Switch and FastIron do.
    [Theory]
    [InlineData("cisco_ios", "Username: ", "ann")]
    [InlineData("hp_procurve", "Username: ", "ann")]
    [InlineData("brocade_fastiron", "User Name:", "ann")]
    public void RaisePrivilegeAsync_AskedForANameFirst_GivesTheLoginsAndThenTheSecret(string platform, string asks, string name)
    {
        List<string?> given = [];
        var shell = new FakeShell("r1>");
        shell.Acts["enable"] = async channel =>
        {
            await channel.SayAsync(asks);
            given.Add(await channel.LineAsync());
            await channel.SayAsync("\r\nPassword: ");
            given.Add(await channel.LineAsync());
            shell.Prompt = "r1#";
            return "\r\n";
        };
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform,
            device: device => device with { EnableCredential = Enable, Credential = CredentialReference.Parse("ann@agent") });
        bench.Run.Known["enable"] = "opensesame";

        bench.InSession(session => session.RaisePrivilegeAsync(default));

        given.ShouldBe([name, "opensesame"]);
    }

    [Fact]
    public void RaisePrivilegeAsync_AskedForANameThatNobodyKnows_IsToldAndNothingIsGiven()
    {
        var shell = new FakeShell("r1>");
        shell.Acts["enable"] = async channel =>
        {
            await channel.SayAsync("Username: ");
            return await channel.LineAsync() ?? "";
        };
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), device: device => device with { EnableCredential = Enable });
        bench.Run.Known["enable"] = "opensesame";

        Should.Throw<NetBatchException>(() => bench.InSession(session => session.RaisePrivilegeAsync(default))).Message.ShouldContain(
            "'enable' asks 'Username:'");

        bench.Channel.Sent.ToString().ShouldNotContain("opensesame");
    }

    [Fact]
    public void RaisePrivilegeAsync_AlreadyRaised_SendsNothing()
    {
        var ios = new FakeIos();

        Of(ios, null).InSession(session => session.RaisePrivilegeAsync(default));

        ios.Commands.ShouldNotContain("enable");
    }

    [Fact]
    public void RaisePrivilegeAsync_WrongSecret_IsPrivilegeDeniedAndNamesNoSecret()
    {
        var bench = Of(new FakeIos { Privileged = false, EnableSecret = "other" }, "opensesame");

        var error = Should.Throw<NetBatchException>(() => bench.InSession(session => session.RaisePrivilegeAsync(default)));

        error.Code.ShouldBe(ErrorCode.PrivilegeDenied);
        error.Message.ShouldContain("% Access denied");
        error.ToString().ShouldNotContain("opensesame");
    }

    [Fact]
    public void RaisePrivilegeAsync_AskedTwice_GivesTheSecretOnceOnly()
    {
        var ios = new FakeIos { Privileged = false };
        var given = new List<string?>();
        ios.Acts["enable"] = async channel =>
        {
            for (var i = 0; i < 3; i++)
            {
                await channel.SayAsync("Password: ");
                given.Add(await channel.LineAsync());
                await channel.SayAsync("\r\n");
            }
        };
        var bench = Of(ios, "opensesame");

        Should.Throw<NetBatchException>(() => bench.InSession(session => session.RaisePrivilegeAsync(default))).Code.ShouldBe(
            ErrorCode.PrivilegeDenied);

        given.Count(secret => secret == "opensesame").ShouldBe(1);
    }

    [Fact]
    public void RaisePrivilegeAsync_NoSecretAtHand_IsCredentialRequired()
    {
        var bench = Of(new FakeIos { Privileged = false }, null);

        Should.Throw<NetBatchException>(() => bench.InSession(session => session.RaisePrivilegeAsync(default))).Code.ShouldBe(
            ErrorCode.CredentialRequired);
    }

    private static Bench Of(FakeIos ios, string? secret)
    {
        var bench = new Bench((channel, _) => ios.PlayAsync(channel), device: device => device with { EnableCredential = Enable });
        if (secret is not null)
        {
            bench.Run.Known["enable"] = secret;
        }

        return bench;
    }
}
