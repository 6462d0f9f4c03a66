using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Archive.Tests;

/// <summary>What a device shows on a bad night, and what becomes of it: half of a configuration is never taken for a change.</summary>
public sealed class ConfigReadingTests
{
    private const string Whole = "hostname r1\ninterface a\n mtu 9000\ninterface b\n mtu 9000\nrouter bgp 65000\n";

    [Theory]
    [InlineData("", "", ErrorCode.CutOff)]
    [InlineData("", Whole, null)]
    [InlineData(" \r\n", "\n\n", ErrorCode.CutOff)]
    [InlineData("hostname r1\n", Whole, null)] // a pager that was not seen, once
    [InlineData("hostname r1\n", "hostname r1\ninterface a\n", ErrorCode.CutOff)]
    [InlineData("hostname r1\n", "hostname r1\n", null, "less than half of version 1")] // it has been reset
    public async Task Read_LessThanThereWas_IsReadAgain(string first, string second, ErrorCode? expected, string? warning = null)
    {
        await using var store = await StoreFixture.OpenAsync();
        await store.KeepAsync("r1", Whole, platform: "cisco_nxos");
        var (run, session) = (Run(), new FakeSession(first, second));
        if (expected is { } code)
        {
            (await Should.ThrowAsync<NetBatchException>(() => ReadAsync(store, run, session))).Code.ShouldBe(code);
        }
        else
        {
            (await ReadAsync(store, run, session)).Parts[0].Text.ShouldBe(second);
        }

        session.Asked.ShouldBe(2);
        (warning is null ? run.Warnings.Count == 0 : run.Warnings.Single().Contains(warning)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("hostname r1\ninterface a\n mtu 1500\nrouter bgp 65000\n")]
    [InlineData(Whole + Whole)]
    public async Task Read_AsUsual_IsReadOnce(string text)
    {
        await using var store = await StoreFixture.OpenAsync();
        await store.KeepAsync("r1", Whole, platform: "cisco_nxos");
        var session = new FakeSession(text);
        (await ReadAsync(store, Run(), session)).Parts[0].Text.ShouldBe(text);
        session.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ShrunkWithALineThatIsIgnored_IsKept()
    {
        await using var store = await StoreFixture.OpenAsync();
        await store.KeepAsync("r1", Whole, platform: "cisco_nxos");
        var session = new FakeSession("hostname r1\nup 1 s\n", "hostname r1\nup 2 s\n");
        (await ReadAsync(store, Run(), session, new Regex("^up .*\n", RegexOptions.Multiline))).Parts[0].Text
            .ShouldBe("hostname r1\nup 2 s\n");
    }

    [Fact]
    public async Task Keep_BytesThatAreNoUtf8_AreCompared()
    {
        await using var store = await StoreFixture.OpenAsync();
        async Task<bool> IsNewAsync(string text)
        {
            var (version, part) = (new ConfigVersion { Device = "r1", Part = "running" },
                new DevicePart("running", Encoding.Latin1.GetBytes(text)));
            return (await new ConfigKeeper(store.Archive, PlatformCatalog.BuiltIn.Archive("cisco_ios"), null)
                .KeepAsync(version, part, 0, default)).IsNew;
        }

        (await IsNewAsync("snmp-server location Z\u00fcrich\nend\n")).ShouldBeTrue();
        (await IsNewAsync("snmp-server location Z\u00fcrich\nend\n")).ShouldBeFalse();
        (await IsNewAsync("snmp-server location Z\u00e4rich\nend\n")).ShouldBeTrue();
        (await store.Archive.LatestAsync("r1", "running", default))!.Text.ShouldContain("Z\u00e4rich");
    }

    private static FakeRun Run() => new(new Device { Name = "r1", Address = "192.0.2.1", Platform = "cisco_nxos" });

    private static Task<DeviceConfigs> ReadAsync(StoreFixture store, FakeRun run, FakeSession session, Regex? ignored = null) =>
        new ConfigReading(run, session, PlatformCatalog.BuiltIn.Archive("cisco_nxos"), [], store.Archive, ignored)
            .ReadAsync(["running"], default);

    /// <summary>Shows one text after the other.</summary>
    private sealed class FakeSession(params string[] texts) : IDeviceSession
    {
        public int Asked { get; private set; }

        public string HostName => "r1";

        public bool HasCandidate => false;

        public async Task<StepOutcome> RunAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(texts[Asked++]), cancellationToken);
            return new StepOutcome();
        }

        public Task RaisePrivilegeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StepOutcome> EnterConfigAsync(IStepRecorder output, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<StepOutcome> ConfigureAsync(DeviceCommand line, IStepRecorder output, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<StepOutcome> CommitAsync(IStepRecorder output, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> AbortAsync(IStepRecorder output, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StepOutcome> LeaveConfigAsync(IStepRecorder output, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<StepOutcome> SaveAsync(IStepRecorder output, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> CloseAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public ValueTask DisposeAsync() => default;
    }
}
