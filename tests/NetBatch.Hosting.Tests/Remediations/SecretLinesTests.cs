using System.Text.Json;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Secrets in configs: not shown unless they are asked for, never changed on their way to the device.</summary>
public sealed class SecretLinesTests : IAsyncLifetime
{
    private const string Running = "hostname r1\nsnmp-server community OLD-WORD RO\ntacacs server one\n key 7 0822455D0A16\nend\n";

    private const string Intended = "hostname r1\nsnmp-server community NEW-WORD RO\ntacacs server one\n key 7 13061E010803\nend\n";

    private static readonly string[] Secrets = ["OLD-WORD", "NEW-WORD", "0822455D0A16", "13061E010803"];

    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-secrets-").FullName;
    private NetBatchHost host = null!;

    public async Task InitializeAsync() =>
        host = await NetBatchHost.OpenAsync(new HostOptions { StorePath = Path.Combine(folder, "jobs.db"), Program = "tests" },
            CancellationToken.None);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Read_LinesWithSecrets_AreRedactedUnlessSecretsAreAskedFor()
    {
        var job = await ComputeAsync(Running, Intended);

        var shown = await ReadAsync(job, new RemediationView());
        shown.Remediation.ShouldBe(
            ["no snmp-server community <redacted> RO", "snmp-server community <redacted> RO", "tacacs server one",
                "  key 7 <redacted>", "  exit"]);
        shown.Rollback.Count.ShouldBe(shown.Remediation.Count);
        NoSecretIn(shown);
        NoSecretIn(await host.Remediations.ReportAsync(job, new RemediationView(), 1, CancellationToken.None));
        NoSecretIn(await ReadAsync(job, new RemediationView { Scope = ["snmp-server"] }));

        var whole = await ReadAsync(job, new RemediationView { IncludeSecret = true });
        whole.Remediation.ShouldContain("snmp-server community NEW-WORD RO");
        whole.Rollback.ShouldContain("snmp-server community OLD-WORD RO");
        (await host.Remediations.ReportAsync(job, new RemediationView { IncludeSecret = true }, 1, CancellationToken.None))
            .ShouldContain(one => one.Line == "key 7 13061E010803" && one.Section == "tacacs server one");
    }

    [Fact]
    public async Task Plan_LinesWithSecrets_SendsThemAsTheyAreAndShowsThemRedacted()
    {
        var spec = await host.Remediations.ApplyAsync(await ComputeAsync(Running, Intended), new ApplyOptions(), CancellationToken.None);

        var preview = host.Jobs.Preview(spec);
        preview.Steps.Single().Select(step => step.Text).ShouldContain("snmp-server community NEW-WORD RO");
        var shown = preview.WithoutSecrets();
        shown.Steps.Single().Select(step => (step.Effect, step.When))
            .ShouldBe(preview.Steps.Single().Select(step => (step.Effect, step.When)));
        NoSecretIn(shown.Steps);
    }

    [Fact]
    public async Task Compute_FromTextsThatWereExportedRedacted_IsRefused()
    {
        var job = await ComputeAsync(Running, Intended);
        var file = Path.Combine(folder, "job.json");
        var found = await host.Store.GetAsync(job, CancellationToken.None);
        await new JobExporter(host.Store, TimeProvider.System)
            .WriteAsync([found], new ExportOptions { Path = file }, CancellationToken.None);
        var exported = await File.ReadAllTextAsync(file);
        exported.ShouldContain(SecretRedactor.Mark);
        Secrets.ShouldAllBe(secret => !exported.Contains(secret, StringComparison.Ordinal));

        var shown = string.Join('\n', (await ReadAsync(job, new RemediationView())).Remediation) + "\nend\n";
        foreach (var text in new[] { shown, SecretRedactor.Redact(Intended) })
        {
            var again = await ComputeAsync(Running, text);
            var run = (await host.RunsAsync(again)).Single();
            run.State.ShouldBe(TargetState.Failed);
            run.Error!.Code.ShouldBe(ErrorCode.Redacted, run.Error.Message);
            run.Error.Message.ShouldContain("intended config");
            await Should.ThrowAsync<NetBatchException>(() =>
                host.Remediations.ApplyAsync(again, new ApplyOptions(), CancellationToken.None));
        }
    }

    [Fact]
    public async Task Findings_AboutLinesWithSecrets_HoldNone()
    {
        var shown = await ReadAsync(
            await ComputeAsync("hostname r1\nenable password OLD-WORD\nend\n", "hostname r1\nenable password NEW-WORD\nend\n"),
            new RemediationView { IncludeSecret = true });
        shown.Findings.ShouldContain(one => one.StartsWith("ManagementPath", StringComparison.Ordinal));
        Secrets.ShouldAllBe(secret => !string.Join('\n', shown.Findings).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommandLine_ShowReportAndPlan_HoldSecretsOnlyWhenAskedFor()
    {
        var job = await ComputeAsync(Running, Intended);
        var file = Path.Combine(folder, "report.csv");
        string[][] verbs = [["remediate", "show", job], ["remediate", "report", job, "--export", file],
            ["apply", job, "--what-if", "--yes"]];
        foreach (var verb in verbs)
        {
            foreach (var asked in new[] { false, true })
            {
                await using var program = NetBatchProcess.Start(
                    [.. verb, .. asked ? ["--include-secret"] : Array.Empty<string>(), "--store", Path.Combine(folder, "jobs.db")],
                    new Dictionary<string, string>());
                (await program.ExitAsync()).ShouldBe(0, program.Text);
                var text = verb.Contains(file) ? await File.ReadAllTextAsync(file) : program.Text;
                text.ShouldContain($"snmp-server community {(asked ? "NEW-WORD" : SecretRedactor.Mark)} RO");
                text.Contains("NEW-WORD", StringComparison.Ordinal).ShouldBe(asked, string.Join(' ', verb));
            }
        }
    }

    private static void NoSecretIn(object shown)
    {
        var text = JsonSerializer.Serialize(shown);
        Secrets.ShouldAllBe(secret => !text.Contains(secret, StringComparison.Ordinal));
    }

    private async Task<DeviceRemediation> ReadAsync(string job, RemediationView view) =>
        (await host.Remediations.ReadAsync(job, view, CancellationToken.None).ToListAsync()).Single();

    private async Task<string> ComputeAsync(string running, string intended)
    {
        var job = await host.Jobs.StartAsync(
            new JobSpec
            {
                Name = "secrets",
                Work = new WorkSpec("remediation", 1, JsonSerializer.SerializeToElement(new { maxDeletePercent = 100 })),
                Targets = [new Device { Id = "r1", Name = "r1", Address = "192.0.2.1", Platform = "cisco_ios" }],
                TargetArgs = new Dictionary<string, JsonElement> { ["r1"] = JsonSerializer.SerializeToElement(new { running, intended }) },
            },
            CancellationToken.None);
        return (await host.Jobs.WaitAsync(job.Id, CancellationToken.None)).Id;
    }
}
