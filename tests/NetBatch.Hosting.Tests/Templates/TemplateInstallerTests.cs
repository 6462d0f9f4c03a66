using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace NetBatch.Hosting.Tests.Templates;

public sealed class TemplateInstallerTests : IDisposable
{
    private const string Template = "Value NAME (\\S+)\n\nStart\n  ^name ${NAME} -> Record\n";
    private const string Index = "Template, Hostname, Platform, Command\n\nx_show_thing.textfsm, .*, x, show thing\n";

    private readonly string folder = Directory.CreateTempSubdirectory("netbatch").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("folder")]
    [InlineData("inner folder")]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public void Install_FolderOrArchive_IsFoundByWhatParses(string form)
    {
        var store = Path.Combine(folder, "home", "netbatch.db");

        var installed = TemplateInstaller.Install(Source(form), store, "ntc-templates", isOver: false);

        installed.Templates.ShouldBe(1);
        installed.Problems.ShouldBeEmpty();
        File.ReadAllText(installed.Licence.ShouldNotBeNull()).ShouldBe("Apache");
        Directory.GetFiles(installed.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
            .ShouldBe(["LICENSE", "index", "x_show_thing.textfsm"]);
        new TextFsmTemplates(store).Parse(new ParseRequest { Platform = "x", Command = "show thing" }, "name a\n").Rows
            .ShouldHaveSingleItem()[0].ShouldBe("a");
    }

    [Fact]
    public void Install_OwnTemplatesAreThere_TheyAreAskedFirst()
    {
        var store = Path.Combine(folder, "home", "netbatch.db");
        TemplateInstaller.Install(Source("folder"), store, "ntc-templates", isOver: false);
        var own = Path.Combine(folder, "home", "templates");
        File.WriteAllText(Path.Combine(own, "index"), Index);
        File.WriteAllText(Path.Combine(own, "x_show_thing.textfsm"), Template.Replace("NAME", "OWN", StringComparison.Ordinal));

        new TextFsmTemplates(store).Parse(new ParseRequest { Platform = "x", Command = "show thing" }, "name a\n").Set.Columns[0].Name
            .ShouldBe("OWN");
    }

    /// <summary>Names of another system's folders, and an index that cannot be read: nothing is left where templates are looked for.</summary>
    [Fact]
    public void Install_ArchiveThatLeadsOutOrIsBroken_LeavesNothing()
    {
        var store = Path.Combine(folder, "home", "netbatch.db");
        var path = Path.Combine(folder, "out.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in new[] { ("c\\index", "Template, Comm[and\nx.textfsm, (\n"), ("..\\..\\x.textfsm", Template),
                ("c\\x.textfsm", Template) })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        Should.Throw<Exception>(() => TemplateInstaller.Install(path, store, "c", isOver: false));
        Directory.GetFiles(folder, "*x.textfsm", SearchOption.AllDirectories).ShouldBeEmpty();
        var templates = Path.Combine(folder, "home", "templates");
        (Directory.Exists(templates) ? Directory.GetFileSystemEntries(templates) : []).ShouldBeEmpty();
    }

    [Fact]
    public void Install_OneOfThatName_IsReplacedOnlyWhereAsked()
    {
        var store = Path.Combine(folder, "netbatch.db");
        var source = Source("folder");
        TemplateInstaller.Install(source, store, "c", isOver: false);
        File.AppendAllText(Path.Combine(source, "ntc_templates", "templates", "x_show_thing.textfsm"), "  ^. -> Error\n");

        Should.Throw<NetBatchException>(() => TemplateInstaller.Install(source, store, "c", isOver: false)).Message
            .ShouldContain("already");
        var installed = TemplateInstaller.Install(source, store, "c", isOver: true);

        File.ReadAllText(Path.Combine(installed.Path, "x_show_thing.textfsm")).ShouldContain("Error");
    }

    [Fact]
    public void Install_TemplateThatCannotBeUsed_IsToldAndTheRestIsThere()
    {
        var source = Source("folder");
        File.WriteAllText(Path.Combine(source, "ntc_templates", "templates", "x_show_thing.textfsm"), "Value NAME (\n");

        var installed = TemplateInstaller.Install(source, Path.Combine(folder, "netbatch.db"), "c", isOver: false);

        installed.Problems.ShouldHaveSingleItem().ShouldContain("x_show_thing.textfsm");
    }

    [Theory]
    [InlineData("text", "neither a folder nor a zip nor a tar.gz")]
    [InlineData("empty", "no file 'index'")]
    [InlineData("absent", "cannot be installed")]
    public void Install_NoCollection_IsRefusedAndNothingIsThere(string form, string told)
    {
        var store = Path.Combine(folder, "netbatch.db");

        var refused = Should.Throw<NetBatchException>(() => TemplateInstaller.Install(Source(form), store, "c", isOver: false));

        refused.Message.ShouldContain(told);
        Directory.Exists(Path.Combine(folder, "templates", "c")).ShouldBeFalse();
    }

    private string Source(string form)
    {
        var root = Path.Combine(folder, "ntc-1.0");
        var templates = Directory.CreateDirectory(Path.Combine(root, "ntc_templates", "templates")).FullName;
        File.WriteAllText(Path.Combine(root, "LICENSE"), "Apache");
        File.WriteAllText(Path.Combine(root, "README.md"), "not taken");
        File.WriteAllText(Path.Combine(templates, "index"), Index);
        File.WriteAllText(Path.Combine(templates, "x_show_thing.textfsm"), Template);
        var packed = Path.Combine(folder, "packed");
        switch (form)
        {
            case "folder":
                return root;
            case "inner folder":
                return templates;
            case "zip":
                ZipFile.CreateFromDirectory(root, packed, CompressionLevel.Fastest, includeBaseDirectory: true);
                return packed;
            case "tar.gz":
                using (var file = File.Create(packed))
                using (var zipped = new GZipStream(file, CompressionLevel.Fastest))
                {
                    TarFile.CreateFromDirectory(root, zipped, includeBaseDirectory: true);
                }

                return packed;
            case "text":
                File.WriteAllBytes(packed, Encoding.UTF8.GetBytes(new string('x', 2000)));
                return packed;
            case "empty":
                return Directory.CreateDirectory(packed).FullName;
            default:
                return Path.Combine(folder, "absent");
        }
    }
}
