using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests;

/// <summary>The platform <c>linux</c> on real logins: bash with its own prompt and line editing, dash with a bare one.</summary>
public sealed class LinuxLoginTests(LinuxLogins logins) : IClassFixture<LinuxLogins>, IAsyncLifetime
{
    private readonly Batch _batch = new(logins.Folder);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [LoginTheory]
    [InlineData("bash", DeviceChannel.Shell)]
    [InlineData("bash", DeviceChannel.Exec)]
    [InlineData("dash", DeviceChannel.Shell)]
    [InlineData("dash", DeviceChannel.Exec)]
    public async Task Command_OnALogin_HasOutputAndStatus(string login, DeviceChannel channel)
    {
        string[] prompts = ["printf '%s\\n' '# ' '$ ' root@web1:~# 'text behind'", "# \n$ \nroot@web1:~#\ntext behind\n"];
        var wide = "echo " + new string('x', 90) + " bookkeeper " + new string('y', 90);

        var outcome = await _batch.ChangesAsync(
            [logins.Device(login, channel)], "id -un", prompts[0], wide, "seq 1 30000", "cd /tmp; pwd", "echo Grüße; ls /nowhere");

        outcome.Output(login, "id -un").ShouldBe(logins.UserName(login) + "\n");
        outcome.Output(login, prompts[0]).ShouldBe(prompts[1]);
        outcome.Output(login, wide).ShouldBe(wide[5..] + "\n");
        outcome.Output(login, "seq 1 30000").ShouldBe(string.Concat(Enumerable.Range(1, 30_000).Select(number => $"{number}\n")));
        outcome.Output(login, "cd /tmp; pwd").ShouldBe("/tmp\n");
        var failed = outcome.Step(login, "echo Grüße; ls /nowhere");
        failed.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.ExitStatus);
        failed.Output.ShouldNotBeNull().ShouldContain("Grüße");
        failed.Output.ShouldContain("/nowhere");
        outcome.Results.Count(result => result.Error is null).ShouldBe(5, outcome.Trouble);
        outcome.Runs.Single().Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.ExitStatus, outcome.Trouble);
    }

    [LoginTheory]
    [InlineData("bash")]
    [InlineData("dash")]
    public async Task Command_ChangesOfTheShell_LastInAShellOnly(string login)
    {
        var shell = (await _batch.ChangesAsync([logins.Device(login, DeviceChannel.Shell)], "cd /tmp", "pwd")).Completed();
        var exec = (await _batch.ChangesAsync([logins.Device(login, DeviceChannel.Exec)], "cd /tmp", "pwd")).Completed();

        shell.Output(login, "pwd").ShouldBe("/tmp\n");
        exec.Output(login, "pwd").ShouldBe("/\n");
    }
}
