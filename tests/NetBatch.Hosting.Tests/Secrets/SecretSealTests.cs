using System.Text.Json;

namespace NetBatch.Hosting.Tests.Secrets;

public sealed class SecretSealTests
{
    private static readonly (string Private, string Public) Key = SecretSeal.NewKey();
    private static readonly BatchWorker Worker = new() { Site = "fra", Name = "w1", Key = "U", SealKey = Key.Public };
    private static readonly Secret Given = new("ann", "pässword");
    private static readonly WorkSpec Work = new("config", 1, JsonElement.Parse("""{"lines":["a \u00e4 <b>"], "n": 1.50}"""));

    [Fact]
    public void Open_ByTheWorkerForThatTargetAndWork_GivesTheSecret()
    {
        var sealedFor = Seal();

        var opened = SecretSeal.Open(sealedFor, Key.Private, Target(1), Work).ShouldNotBeNull();

        (opened.UserName, opened.Reveal()).ShouldBe(("ann", "pässword"));
        SecretSeal.Open(sealedFor, Key.Private, Target(2), Work).ShouldNotBeNull();
        SecretSeal.Seal("login/ann", new Secret(null, "x"), Worker, [(Target(1), Work)]).ShouldSatisfyAllConditions(
            one => SecretSeal.Open(one, Key.Private, Target(1), Work)!.UserName.ShouldBeNull());
    }

    [Fact]
    public void Open_AfterTheWorkWentThroughTheStoreAndTheWire_GivesTheSecret()
    {
        var order = new WorkOrder { JobId = "batch_1", Target = Target(1), Work = Work, Sealed = [Seal()] };
        var stored = StoredForm.ReadSpec(StoredForm.Write(new JobSpec { Name = "x", Work = Work })).Work;

        var came = WireForm.ReadOrder(WireForm.Write(order with { Work = stored }));

        SecretSeal.Open(came.Sealed![0], Key.Private, came.Target, came.Work).ShouldNotBeNull();
    }

    [Fact]
    public void Open_ForAnythingElse_GivesNothing()
    {
        var one = Seal();

        SecretSeal.Open(one, SecretSeal.NewKey().Private, Target(1), Work).ShouldBeNull("another worker's key");
        SecretSeal.Open(one, Key.Private, Target(3), Work).ShouldBeNull("another target");
        SecretSeal.Open(one, Key.Private, Target(1) with { Port = 2222 }, Work).ShouldBeNull("another port");
        SecretSeal.Open(one, Key.Private, Target(1) with { Labels = new Dictionary<string, string> { ["site"] = "ams" } }, Work)
            .ShouldBeNull("another site");
        SecretSeal.Open(one, Key.Private, Target(1), Work with { Kind = "command" }).ShouldBeNull("another kind");
        SecretSeal.Open(one, Key.Private, Target(1), Work with { Args = JsonElement.Parse("""{"lines":["reload"]}""") })
            .ShouldBeNull("other lines");
        SecretSeal.Open(one with { Name = "enable/ann" }, Key.Private, Target(1), Work).ShouldBeNull("another name");
        SecretSeal.Open(one with { Worker = "w2" }, Key.Private, Target(1), Work).ShouldBeNull("another worker's name");
        SecretSeal.Open(one with { Content = "AAAA" }, Key.Private, Target(1), Work).ShouldBeNull("no seal");
        var bytes = Convert.FromBase64String(one.Content);
        foreach (var at in (int[])[0, 20, bytes.Length - 40, bytes.Length - 1])
        {
            var other = (byte[])bytes.Clone();
            other[at] ^= 1;
            SecretSeal.Open(one with { Content = Convert.ToBase64String(other) }, Key.Private, Target(1), Work).ShouldBeNull($"byte {at}");
        }
    }

    private static SealedSecret Seal() =>
        SecretSeal.Seal("login/ann", Given, Worker, [(Target(1), Work), (Target(2), Work)]);

    private static Device Target(int number) => new()
    {
        Id = $"r{number}", Name = $"r{number}", Address = $"10.0.0.{number}", Labels = new Dictionary<string, string> { ["site"] = "fra" },
    };
}
