using System.Text.Json;

namespace NetBatch.Hosting.Tests.Platforms;

/// <summary>A device is spoken to in the same language by whatever way it came.</summary>
public sealed class OnePlatformTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-platforms-").FullName;
    private NetBatchHost host = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "platforms"));
        await File.WriteAllTextAsync(Path.Combine(folder, "platforms", "ios.yaml"),
            "platform: ios\nextends: cisco_ios\ntitle: Mine\nsession:\n  config: {enter: my configure}\n");
        host = await NetBatchHost.OpenAsync(new HostOptions { StorePath = Path.Combine(folder, "jobs.db"), Program = "tests" },
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("nokia_sros_classic", "nokia_sros_classic", "configure")]
    [InlineData("Nokia-SROS-Classic", "nokia_sros_classic", "configure")]
    [InlineData("nokia_sros", "nokia_sros", "edit-config exclusive")]
    [InlineData("ios", "ios", "my configure")]
    [InlineData("IOS", "ios", "my configure")]
    [InlineData("cisco.ios.ios", "cisco_ios", "configure terminal")]
    public async Task Preview_OneRowByEveryWay_PlansTheSameCommands(string written, string platform, string enter)
    {
        var rows = Path.Combine(folder, "rows.csv");
        await File.WriteAllTextAsync(rows, $"name,address,platform\nr1,192.0.2.1,{written}\n");
        KeyValuePair<string, object?>[] row = [new("name", "r1"), new("address", "192.0.2.1"), new("platform", written)];

        Target[] ways =
        [
            DeviceSource.FromFile(rows, null, host.Platforms).Single(),
            TargetSelection.FromFile("device", rows, []).Single(),
            DeviceSource.FromFields(row),
        ];

        foreach (var device in ways)
        {
            var preview = host.Jobs.Preview(new JobSpec
            {
                Name = "names",
                Work = new WorkSpec("config", 1, JsonSerializer.SerializeToElement(new { lines = new[] { "a" } })),
                Targets = [device],
            });
            ((Device)preview.Plan.Targets[0]).Platform.ShouldBe(platform);
            preview.Steps[0][0].Text.ShouldBe(enter);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Create_OtherToolsName_IsKeptAsThePlatformsOwn()
    {
        var job = await host.Jobs.CreateAsync(
            new JobSpec
            {
                Name = "names",
                Work = new WorkSpec("command", 1, JsonSerializer.SerializeToElement(new { commands = new[] { "show version" } })),
                Targets = [DeviceSource.FromFields([new("name", "r1"), new("address", "192.0.2.1"), new("platform", "nxos_ssh")])],
            },
            CancellationToken.None);

        var run = await host.Store.ReadRunsAsync(job.Id, new RunFilter(), CancellationToken.None).SingleAsync();
        ((Device)run.Target).Platform.ShouldBe("cisco_nxos");
    }
}
