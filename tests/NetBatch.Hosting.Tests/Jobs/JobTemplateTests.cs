using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>Job templates from the command line.</summary>
public sealed class JobTemplateTests
{
    [SshdFact]
    public async Task JobTemplate_SavedAndRun_FillsItInAndChoosesTheDevices()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 3 });
        (await fleet.RunAsync("devices", "import", fleet.Inventory)).Exit.ShouldBe(0);
        var file = Path.Combine(fleet.Folder, "look.json");
        await File.WriteAllTextAsync(file, """
            {
              "name": "look",
              "parameters": [ { "name": "what", "required": true, "values": ["version", "clock"] }, { "name": "more", "type": "textList" } ],
              "work": { "kind": "command", "version": 1, "args": { "commands": ["show {what}", "{more}"] } },
              "rules": { "batchSize": "2" },
              "targets": { "names": ["r*"] }
            }
            """);

        (await fleet.RunAsync("jobtemplate", "save", file)).Exit.ShouldBe(0);
        (await fleet.RunAsync("jobtemplate", "save", file)).Text.ShouldContain("There is a job template 'look' already");
        (await fleet.RunAsync("jobtemplate", "list")).Text.ShouldContain("what* more");
        (await fleet.RunAsync("jobtemplate", "show", "LOOK")).Text.ShouldContain("\"batchSize\": \"2\"");

        (await fleet.RunAsync("run", "--job-template", "look")).Text.ShouldContain("needs the parameter 'what'");
        (await fleet.RunAsync("run", "show version", "--job-template", "look")).Exit.ShouldBe(2, "both");
        (await fleet.RunAsync("run", "--job-template", "nothing")).Text.ShouldContain("no job template 'nothing'");
        var (exit, text) = await fleet.RunAsync("run", "--job-template", "look", "--parameter", "what=clock", "--parameter",
            "more=show version", "--parameter", "more=show ip interface brief", "-q");
        exit.ShouldBe(0, text);
        text.ShouldContain("look: 3 targets in 2 batches of 2");
        fleet.Lab.Received("r3").Select(line => line.Text).Where(line => line.StartsWith("show", StringComparison.Ordinal))
            .ShouldBe(["show clock", "show version", "show ip interface brief"]);

        // What changes is asked for, and here nobody can be.
        await File.WriteAllTextAsync(file, """
            { "name": "change", "work": { "kind": "config", "version": 1, "args": { "lines": ["ntp server 192.0.2.9"] } },
              "targets": { "names": ["r1"] } }
            """);
        (await fleet.RunAsync("jobtemplate", "save", file)).Exit.ShouldBe(0);
        (await fleet.RunAsync("run", "--job-template", "change")).Text.ShouldContain("nobody is there to be asked");
        (await fleet.RunAsync("run", "--work", "config", "--argument", """{"lines": ["ntp server 192.0.2.9"]}""", "-d", "r1")).Text
            .ShouldContain("--yes");
        fleet.Lab.Received("r1").Select(line => line.Text).ShouldNotContain("ntp server 192.0.2.9");
        (await fleet.RunAsync("run", "--job-template", "change", "--yes", "-q")).Exit.ShouldBe(0);
        fleet.Lab.Received("r1").Select(line => line.Text).ShouldContain("ntp server 192.0.2.9");

        (await fleet.RunAsync("jobtemplate", "remove", "look")).Exit.ShouldBe(0);
        (await fleet.RunAsync("jobtemplate", "remove", "look")).Exit.ShouldBe(2);
    }
}
