using System.Text;
using System.Text.Json;
using NetBatch.Data.Pipelines;
using NetBatch.Inventory;
using NetBatch.Platforms;
using NetBatch.Remediation;
using NetBatch.TextFsm;

namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>Everything that reads what others wrote.</summary>
internal static class Preys
{
    public static IReadOnlyList<Prey> All(FuzzFolder folder) =>
    [
        new("inventories", [.. InventorySamples.All, .. Prey.Files("examples", "*.csv")], text => Inventories(text, folder)),
        new("platform files", Prey.Files("src/NetBatch.Platforms/Files", "*.yaml"), text => PlatformFiles(text, folder)),
        new("TextFSM templates", Prey.Files("src/NetBatch.TextFsm/Own", "*.textfsm"), Templates),
        new("template indexes", Prey.Files("src/NetBatch.TextFsm/Own", "index"), text => TemplateIndex.Read(text)),
        new("job specs", JobSamples.Specs, JobSpecs),
        new("job templates", JobSamples.Templates, JobTemplates),
        new("pipelines", Prey.Files("examples", "*.yaml"), text => PipelineReader.Read(text, "p.yaml", folder.Inside)),
        new("configurations", ConfigSamples.All, Configurations),
        new("names of files", ["r1", "core-1.berlin.example.net", "a/b", "..", ".hidden", "con"], text => Names(text, folder)),
        new("device sessions", DeviceTalk.Samples, DeviceTalk.Play),
    ];

    private static void Inventories(string text, FuzzFolder folder)
    {
        var format = Pick<InventoryFormat?>(text, [null, .. Enum.GetValues<InventoryFormat>()]);
        foreach (var device in InventoryFile.Read(new StringReader(text), format, "inventory"))
        {
            using var written = new StringWriter();
            InventoryFile.WriteCsv([device], written);
        }

        var path = Path.Combine(folder.Inside, "instances.yaml");
        File.WriteAllBytes(path, Bytes(text));
        InstanceFile.Read(path);
    }

    private static void PlatformFiles(string text, FuzzFolder folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder.Inside, "platforms")).FullName;
        var path = Path.Combine(own, "own.yaml");
        File.WriteAllBytes(path, Bytes(text));
        PlatformCatalog.Check(path, own);
        PlatformCatalog.Load(own);
    }

    private static void Templates(string text)
    {
        var template = Template.Compile(text, "t.textfsm");
        template.Parse(text);
        template.Parse("Interface Gi0/1 is up\n  Internet address is 192.0.2.1/24\n10.0.0.1  1  FULL/DR 00:00:31\n");
    }

    private static void JobSpecs(string text)
    {
        StoredForm.ReadSpec(text);
        StoredForm.Write(StoredForm.ReadSpec(text));
    }

    private static void JobTemplates(string text)
    {
        var template = JobTemplate.FromJson(text);
        TemplateFill.Fill(template, template.Parameters.ToDictionary(one => one.Name, _ => JsonElement.Parse("\"10.0.0.1\""),
            StringComparer.OrdinalIgnoreCase));
        BatchSchedule.FromJson(text);
    }

    private static void Configurations(string text)
    {
        var rules = PlatformCatalog.BuiltIn.Config(Pick(text, PlatformCatalog.BuiltIn.ConfigNames));
        var (running, intended) = (ConfigTree.Parse(text, rules), ConfigTree.Parse(Pick(text, ConfigSamples.All), rules));
        var lines = ConfigEngine.Remediation(running, intended);
        _ = ConfigEngine.Rollback(running, intended);
        _ = ConfigEngine.Future(running, lines);
    }

    private static void Names(string text, FuzzFolder folder)
    {
        var name = FileName.Of(text);
        File.WriteAllText(Path.Combine(folder.Inside, name), "");
        // On Windows too it has to be a file, and this one.
        Path.GetFileName(name).ShouldBe(name);
        FileName.Of(text + "/").ShouldNotBe(name);
        File.Delete(Path.Combine(folder.Inside, name));
    }

    /// <summary>As UTF-8; half a character becomes bytes that are none.</summary>
    private static byte[] Bytes(string text) =>
    [
        .. text.EnumerateRunes()
            .SelectMany(rune => rune == Rune.ReplacementChar ? [0xed, 0xa0, 0x80] : Encoding.UTF8.GetBytes(rune.ToString())),
    ];

    /// <summary>The same one of some for the same text, in every run.</summary>
    private static T Pick<T>(string text, IReadOnlyList<T> some) =>
        some[(int)(text.Aggregate(17u, (sum, sign) => sum * 31 + sign) % (uint)some.Count)];
}
