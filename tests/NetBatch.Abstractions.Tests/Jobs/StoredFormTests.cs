namespace NetBatch.Abstractions.Tests;

/// <summary>The written forms of every version that was released stay readable; the files are never changed.</summary>
public sealed class StoredFormTests
{
    [Fact]
    public void ReadSpec_Version1_IsReadWholeAndWrittenTheSame()
    {
        var json = Golden("spec-1.json");

        var spec = StoredForm.ReadSpec(json);

        spec.Name.ShouldBe("nightly");
        spec.Work.Kind.ShouldBe("command");
        spec.Rules.BatchSize.ShouldBe(BatchSize.Parse("1,10%,100%"));
        spec.Rules.MaxFailures.ShouldBe(FailureLimit.Parse("5%"));
        spec.Rules.MaxPerGroup["site"].ShouldBe(2);
        StoredForm.Write(spec).ShouldBe(json);
    }

    [Fact]
    public void ReadSpec_Version2_IsReadWholeAndWrittenTheSame()
    {
        var json = Golden("spec-2.json");

        var spec = StoredForm.ReadSpec(json);

        spec.Rules.Window!.ToString().ShouldBe("Sat 22:00-04:00; 12:00-13:00 Europe/Berlin");
        spec.Rules.DependsOn.ShouldBe(["batch_00000001"]);
        spec.Rules.After.ShouldBe(DependencyRule.Completion);
        spec.Rules.RequireApproval.ShouldBeTrue();
        spec.Rules.MaxMemory.ShouldBe(512L << 20);
        spec.Notify.ShouldBe(["ops"]);
        spec.Origin.ShouldBe(new ScheduleOrigin("nightly", new DateTimeOffset(2030, 1, 1, 2, 0, 0, TimeSpan.Zero)));
        StoredForm.Write(spec).ShouldBe(json);
    }

    [Fact]
    public void ReadTarget_Version1_IsReadWholeAndWrittenTheSame()
    {
        var json = Golden("target-1.json");

        var device = StoredForm.ReadTarget(json).ShouldBeOfType<Device>();

        device.Port.ShouldBe(2222);
        device.Credential.ShouldBe(new CredentialReference(CredentialSource.Environment, "ROUTER_PW", "admin"));
        device.Channel.ShouldBe(DeviceChannel.Exec);
        device.Label("SITE").ShouldBe("ams");
        StoredForm.Write(device).ShouldBe(json);
    }

    [Fact]
    public void ReadSpec_NewerForm_IsRefused() =>
        Should.Throw<NetBatchException>(() => StoredForm.ReadSpec("""{"schema":3,"name":"x"}""")).Code.ShouldBe(ErrorCode.SpecNewer);

    [Fact]
    public void ReadSpec_UnknownMember_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            StoredForm.ReadSpec("""{"schema":1,"name":"x","work":{"kind":"command","version":1,"args":{}},"surprise":1}"""))
            .Code.ShouldBe(ErrorCode.InvalidArgument);

    [Theory]
    [InlineData("env:PW")]
    [InlineData("admin@env:PW")]
    [InlineData("vault:core/routers")]
    [InlineData("admin@key:/home/a@b/id_ed25519")]
    [InlineData("agent")]
    public void Parse_CredentialReference_RoundTrips(string text) => CredentialReference.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("hunter2")]
    [InlineData("password:hunter2")]
    [InlineData("env:")]
    public void Parse_WhatCouldBeAPassword_IsRefusedAndNotQuoted(string text) =>
        Should.Throw<NetBatchException>(() => CredentialReference.Parse(text)).Message.ShouldNotContain("hunter2");

    /// <summary>What stands in a store was written by whoever can write to it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"schema":"1"}""")]
    [InlineData("""{"schema":1e9,"name":"x"}""")]
    [InlineData("""{"name":"x","rules":{"batchSize":7}}""")]
    [InlineData("""{"name":"x","rules":{"connectTimeout":"99999999999999999999"}}""")]
    [InlineData("""{"type":"spaceship","name":"x"}""")]
    public void Read_NoSuchThing_IsAnErrorToActOn(string json)
    {
        Should.Throw<NetBatchException>(() => StoredForm.ReadSpec(json)).Message.ShouldContain("spec");
        Should.Throw<NetBatchException>(() => StoredForm.ReadTarget(json)).Message.ShouldContain("target");
        Should.Throw<NetBatchException>(() => StoredForm.ReadRowSet(json)).Message.ShouldContain("row set");
    }

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)).TrimEnd('\n');
}
