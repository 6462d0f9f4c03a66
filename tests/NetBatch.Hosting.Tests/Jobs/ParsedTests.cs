using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>Show commands as rows, from the device to the store and the program.</summary>
public sealed class ParsedTests
{
    /// <summary>What the lab's platforms answer and NetBatch's own templates must know.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["cisco_ios"] = ["show version", "show ip interface brief", "show interfaces", "show ip route", "show ip ospf neighbor",
            "show inventory"],
        ["cisco_iosxe"] = ["show version", "show ip interface brief", "show ip ospf neighbor", "show inventory"],
        ["cisco_nxos"] = ["show version", "show ip interface brief", "show ip route", "show ip ospf neighbors", "show inventory"],
        ["cisco_iosxr"] = ["show version", "show ipv4 interface brief", "show ospf neighbor", "show inventory"],
        ["arista_eos"] = ["show version", "show ip interface brief", "show ip route", "show ip ospf neighbor", "show inventory"],
        ["juniper_junos"] = ["show version", "show interfaces terse", "show interfaces descriptions", "show route", "show ospf neighbor",
            "show chassis hardware"],
    };

    [SshdFact]
    public async Task Parse_EveryPlatformOfTheLab_GivesRowsByTheBuiltInTemplates()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = Known.Count, Platforms = [.. Known.Keys] });
        await using var host = await fleet.OpenAsync();
        var results = await Task.WhenAll(fleet.Lab.Devices().Select(async device =>
        {
            var args = JsonSerializer.SerializeToElement(new { commands = Known[device.Platform!], parse = true });
            var job = await host.Jobs.StartAsync(
                new JobSpec { Name = device.Platform!, Work = new WorkSpec("command", 1, args), Targets = [device] }, default);
            job = await host.Jobs.WaitAsync(job.Id, default);
            job.State.ShouldBe(JobState.Completed, device.Platform);
            return await host.ResultsAsync(job.Id);
        }));

        results.SelectMany(one => one).Where(one => one.ParseError is not null || one.Rows is null or 0)
            .Select(one => $"{one.Name}: {one.Command}: {one.ParseError}\n{one.Output}").ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Program_ParsedAggregatedAndCompared_GivesTheSameRows()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 3 });
        async Task<string> RunAsync()
        {
            var (exit, text) = await fleet.RunAsync("run", "show ip ospf neighbor", "show clock", "-i", fleet.Inventory, "--parse",
                "--json");
            exit.ShouldBe(0, text);
            text.ShouldContain("'show clock' on r");
            text.ShouldContain("gave no rows; the output is kept. No template is known for 'show clock'");
            return JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("id").GetString()!;
        }

        var (before, after) = (await RunAsync(), await RunAsync());
        (await fleet.RunAsync("results", before, "--parsed", "--json", "--command", "*ospf*")).Text.Split('\n',
            StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        var csv = Path.Combine(fleet.Folder, "all.csv");
        (await fleet.RunAsync("results", before, "--aggregate", "--csv", csv)).Text.ShouldContain("5 rows written");
        var lines = await File.ReadAllLinesAsync(csv);
        lines[0].ShouldBe("_instance_name,_instance_id,NEIGHBOR_ID,PRIORITY,STATE,DEAD_TIME,ADDRESS,INTERFACE");
        lines.Skip(1).Select(line => line.Split(',')[0]).ShouldBe(["r1", "r2", "r2", "r3", "r3"]);
        var (same, told) = await fleet.RunAsync("compare-capture", before, after);
        (same, told.Contains("3 tables compared, 0 rows different", StringComparison.Ordinal)).ShouldBe((0, true), told);
        (await fleet.RunAsync("results", before, "--aggregate", "--command", "show clock")).Exit.ShouldBe(2);
    }

    [SshdFact]
    public async Task Program_TemplateThatIsNotThere_IsRefusedBeforeTheJobExists()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });

        var (exit, text) = await fleet.RunAsync("run", "show version", "-i", fleet.Inventory, "--template", "nowhere");

        exit.ShouldBe(2, text);
        text.ShouldContain("There is no template 'nowhere'");
        await using var host = await fleet.OpenAsync();
        (await host.JobsAsync()).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task Parse_FolderBesideTheStore_IsAskedBeforeTheBuiltInTemplates()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        var folder = Directory.CreateDirectory(Path.Combine(fleet.Folder, "templates")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index"),
            "Template, Platform, Command\nclock.textfsm, cisco_ios, sh[[ow]] cl[[ock]]\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "clock.textfsm"),
            "Value TIME (\\d\\d:\\d\\d:\\d\\d)\n\nStart\n  ^\\*?${TIME} -> Record\n");

        var (exit, text) = await fleet.RunAsync("run", "show clock", "-i", fleet.Inventory, "--parse", "--json");

        exit.ShouldBe(0, text);
        await using var host = await fleet.OpenAsync();
        (await host.ResultsAsync((await host.JobsAsync())[0].Id)).ShouldHaveSingleItem().Rows.ShouldBe(1);
    }
}
