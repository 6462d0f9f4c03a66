using System.Diagnostics;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Secrets;

/// <summary>Passwords of whole jobs: how often they are tried and where they are not.</summary>
public sealed class SecretTests
{
    private static readonly LabUser Admin = new($"nbadm{Environment.ProcessId}", "Pw-login-7f3e91c2", Privilege: 1);
    private static readonly LabUser Hopper = new($"nbhop{Environment.ProcessId}", "Pw-jump-55d0a8b4");
    private const string Enable = "Pw-enable-c19f6602";

    [SshdFact]
    public async Task WrongPassword_OnSixtyDevices_IsTriedOnce()
    {
        await using var fleet = await Fleet.StartAsync(
            new LabSpec { Devices = 60, Users = [Admin] }, new CredentialReference(CredentialSource.Agent, null, Admin.Name));
        await using var hook = Testing.Listener.Http();
        await using var host = await fleet.OpenAsync();
        await host.Notifications.SaveAsync(
            new() { Name = "oncall", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{hook.Port}/",
                On = [NotificationEvent.Pause] }, onlyNew: true, default);
        await using var wrong =
            fleet.Start(["run", "show version", "-i", fleet.Inventory, "-b", "10", "--user", Admin.Name, "--password-stdin", "--notify",
                "oncall"], "not-the-password\n");
        (await wrong.ExitAsync()).ShouldBe(4, wrong.Text);
        var job = await wrong.JobAsync();
        var paused = await host.JobAsync(job);
        (paused.State, paused.EndReason).ShouldBe((JobState.Paused, EndReason.CredentialSuspect));
        wrong.Text.ShouldContain("refused");
        (await fleet.Lab.LoginsAsync()).ShouldBe([new LabLogin(Admin.Name, "password", false)]);
        (await host.RunsAsync(job, TargetState.ConnectionFailed)).Single().Error!.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        paused.Counts.Pending.ShouldBe(59);

        await using var right = fleet.Start(["resume", job, "--user", Admin.Name, "--password-stdin"], Admin.Password + "\n");
        (await right.ExitAsync()).ShouldBe(1, right.Text);
        (await host.JobAsync(job)).Counts.Completed.ShouldBe(59);
        await using var retry = fleet.Start(["retry", job, "--user", Admin.Name, "--password-stdin"], Admin.Password + "\n");
        (await retry.ExitAsync()).ShouldBe(0, retry.Text);
        (await fleet.Lab.LoginsAsync()).Count(login => !login.Accepted).ShouldBe(1);
        var told = hook.Received.ShouldHaveSingleItem("of its pause and of neither end");
        told.ShouldContain("\"event\":\"paused\"");
        told.ShouldContain("\"endReason\":\"CredentialSuspect\"");
        told.ShouldContain("could lock the account");
    }

    [SshdTheory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public async Task Secrets_OfAFullRun_AreNowhereToBeSeen(string transport)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec
        {
            Devices = 12,
            Users = [Admin, Hopper],
            EnableSecret = Enable,
            AllowJump = true,
            CommandDelay = TimeSpan.FromMilliseconds(100),
        });
        var devices = fleet.Lab.Devices(new CredentialReference(CredentialSource.Agent, null, Admin.Name));
        var gate = new JumpHost("127.0.0.1", devices[0].Port, new CredentialReference(CredentialSource.Agent, null, Hopper.Name));
        fleet.WriteInventory(devices.Skip(1).Select(device => device with { Jump = [gate] }));
        var secrets = new Dictionary<string, string> { ["login password"] = Admin.Password, ["jump password"] = Hopper.Password,
            ["enable secret"] = Enable };
        string[] asked = ["--transport", transport, "--user", Admin.Name, "--password-stdin", "--enable-password-stdin",
            "--jump-password-stdin"];
        var answers = $"{Admin.Password}\n{Enable}\n{Hopper.Password}\n";
        using var hunt = new SecretHunt(secrets, fleet.Temporary);

        await using var run = fleet.Start(["run", "show running-config", "show version", "-i", fleet.Inventory, "-b", "4", .. asked],
            answers);
        (await run.ExitAsync()).ShouldBe(0, run.Text);
        var job = await run.JobAsync();
        await using var detached = fleet.Start(["run", "show version", "-i", fleet.Inventory, "-b", "6", "--detach", .. asked], answers);
        (await detached.ExitAsync()).ShouldBe(0, detached.Text);
        await using var host = await fleet.OpenAsync();
        (await host.UntilAsync(await detached.JobAsync(), now => now.State.IsFinal())).State.ShouldBe(JobState.Completed);
        var results = await fleet.RunAsync("results", job);
        results.Text.ShouldContain("show running-config");
        var json = await fleet.RunAsync("results", job, "--json", "--all-attempts");
        var status = await fleet.RunAsync("status", job, "--detailed", "--json");
        hunt.Dispose();

        // All three secrets were in use: nothing was found because nothing was to be seen, not because nothing was done.
        var logins = await fleet.Lab.LoginsAsync();
        logins.ShouldAllBe(login => login.Method == "password" && login.Accepted);
        logins.Count(login => login.User == Hopper.Name).ShouldBe(22);
        logins.Count(login => login.User == Admin.Name).ShouldBe(22);
        fleet.Lab.Received("r2").Count(line => line.Kind == ReceivedKind.Secret).ShouldBe(2);

        hunt.Found.ShouldBeEmpty();
        hunt.Rounds.ShouldBeGreaterThan(10);
        // In this process nothing is written beside the store, but what SQLite itself takes out of the folder as soon as it is open; the
        // client reads short-lived configs.
        var files = hunt.Files.Where(path => !Path.GetFileName(path).StartsWith("etilqs_", StringComparison.Ordinal)).ToArray();
        (files.Length > 0).ShouldBe(transport == "OpenSsh", string.Join(", ", files));
        hunt.Programs.Contains("ssh").ShouldBe(transport == "OpenSsh");
        foreach (var (name, text) in new[] { ("output of run", run.Text), ("output of run --detach", detached.Text),
            ("results", results.Text), ("results --json", json.Text), ("status", status.Text) })
        {
            hunt.In(name, System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeEmpty();
        }

        foreach (var path in Directory.EnumerateFiles(fleet.Folder, "*", SearchOption.AllDirectories))
        {
            hunt.In(path, await ReadSharedAsync(path)).ShouldBeEmpty();
        }

        // Outputs are kept compressed: as they come out again.
        (await host.ResultsAsync(job, allAttempts: true)).ShouldAllBe(
            result => secrets.Values.All(secret => !result.Output!.Contains(secret)));
    }

    [SshdFact]
    public async Task Hunt_FindsWhatIsThere()
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-e2e-");
        using var hunt = new SecretHunt(new Dictionary<string, string> { ["word"] = "Pw-hunt-" + Environment.ProcessId }, folder.FullName);
        var start = new ProcessStartInfo("sleep", ["30"]) { Environment = { ["WORD"] = "Pw-hunt-" + Environment.ProcessId } };
        using var environment = Process.Start(start)!;
        using var line = Process.Start(new ProcessStartInfo("sh", ["-c", $"sleep 30; : Pw-hunt-{Environment.ProcessId}"]))!;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), "Pw-hunt-" + Environment.ProcessId);
        await Fleet.WithinAsync(TimeSpan.FromSeconds(30),
            () => ((string[])["/environ", "/cmdline", "/file"]).All(place => hunt.Found.Any(one => one.Contains(place))));
        environment.Kill();
        line.Kill(entireProcessTree: true);
        hunt.Dispose();
        folder.Delete(recursive: true);
        hunt.Found.ShouldContain(one => one.Contains($"/proc/{environment.Id}/environ"));
        hunt.Found.ShouldContain(one => one.Contains($"/proc/{line.Id}/cmdline"));
        hunt.Found.ShouldContain(one => one.Contains(folder.FullName));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
