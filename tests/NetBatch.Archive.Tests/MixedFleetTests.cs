using System.Text.Json;
using NetBatch.Testing;

namespace NetBatch.Archive.Tests;

/// <summary>Fleets in which not every device has what is to be kept: a plain host among routers.</summary>
public sealed class MixedFleetTests
{
    [Theory]
    [InlineData("{}", "cisco_ios", null)]
    [InlineData("{}", "cisco_ios linux", null)]
    [InlineData("{}", "linux", "'running' of 'linux', which 'd1' is")]
    [InlineData("{}", "linux linux_readonly", "'running' of 'linux', which 'd1' is")]
    [InlineData("""{"parts":["running","set"]}""", "cisco_ios juniper_junos", null)]
    [InlineData("""{"parts":["running","set"]}""", "juniper_junos cisco_ios", null)]
    [InlineData("""{"parts":["running","set"]}""", "cisco_ios arista_eos", "'set' of 'cisco_ios', which 'd1' is")]
    [InlineData("""{"parts":["runing"]}""", "cisco_ios juniper_junos", "'runing' of 'cisco_ios', which 'd1' is")]
    [InlineData("{}", "cisco_ios nosuch", "no platform 'nosuch', which 'd2' should have")]
    public void Validate_RefusesWhatNoDeviceHas(string args, string fleet, string? expected)
    {
        var problems = Work().Validate(Json(args), Devices(fleet)).ToList();
        if (expected is null)
        {
            problems.ShouldBeEmpty();
            return;
        }

        problems.Count.ShouldBe(1);
        problems[0].Message.ShouldContain(expected);
        problems[0].Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Run_OnADeviceThatHasNothing_SaysSoAndNeverConnects()
    {
        var device = Devices("linux")[0];
        Work().Plan(Json("{}"), device).ShouldBeEmpty();
        var run = new FakeRun(device);
        await Work().RunAsync(run, default); // There is no connector.
        run.Warnings.ShouldHaveSingleItem().ShouldBe(
            "Nothing shows the part 'running' of 'linux', which 'd1' is. Add 'archive: {read: {running: COMMAND}}' to its platform's file, or "
            + "leave the device out.");
    }

    private static BackupWork Work() => new(null!, PlatformCatalog.BuiltIn, null!);

    private static Device[] Devices(string fleet) =>
        [.. fleet.Split(' ').Select((platform, index) => new Device { Name = $"d{index + 1}", Address = $"192.0.2.{index + 1}",
            Platform = platform })];

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
