using System.Text;
using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

public sealed class InventoryFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netbatch-inventory-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("a.csv", "name;ip\nr1;192.0.2.1\n")]
    [InlineData("a.tsv", "name\tip\nr1\t192.0.2.1\n")]
    [InlineData("a.json", "[{\"name\":\"r1\",\"ip\":\"192.0.2.1\"}]")]
    [InlineData("a.yml", "r1: {ip: 192.0.2.1}\n")]
    [InlineData("c.yaml", "# lab\ncore routers :\n  { hosts: { r1: { ansible_host: 192.0.2.1 } } }\n")]
    [InlineData("b.yaml", "all: {hosts: {r1: {ansible_host: 192.0.2.1}}}\n")]
    [InlineData("a.ini", "r1 ansible_host=192.0.2.1\n")]
    [InlineData("hosts", "[routers]\nr1 ansible_host=192.0.2.1\n")]
    [InlineData("ssh_config", "Host r1\nHostName 192.0.2.1\n")]
    [InlineData("config", "Host r1\nHostName 192.0.2.1\n")]
    [InlineData("devices.txt", "name,ip\nr1,192.0.2.1\n")]
    [InlineData("export", "[{\"name\":\"r1\",\"ip\":\"192.0.2.1\"}]")]
    public void Read_File_FormatIsTold(string name, string text)
    {
        var device = InventoryFile.Read(Write(name, Encoding.UTF8.GetBytes(text))).ShouldHaveSingleItem();
        (device.Name, device.Address).ShouldBe(("r1", "192.0.2.1"));
    }

    [Fact]
    public void Read_AnsibleVarsFiles_WinOverTheInventoryAndBringNoLabels()
    {
        Write("group_vars/all.yml", "ansible_user: everyone\nntp: [a, b]\nradius_secret: x\n"u8.ToArray());
        Write("group_vars/core/main.yml", "ansible_network_os: eos\nansible_user: '{{ x }}'\n"u8.ToArray());
        Write("group_vars/core/vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n"u8.ToArray());
        Write("host_vars/r1.yaml", "ansible_port: 2222\nansible_user: own\n"u8.ToArray());
        var device = InventoryFile.Read(Write("hosts", "[core]\nr1 ansible_port=22\n[core:vars]\nansible_network_os=ios\n"u8.ToArray()),
            null, new InventoryRules { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn })[0];
        (device.Platform, device.Port, device.Credential!.UserName).ShouldBe(("arista_eos", 2222, "own"));
        device.Labels.ShouldBe(new Dictionary<string, string> { ["group"] = "core" });
    }

    [Fact]
    public void Read_BadAnsibleVarsFile_IsNamedWithItsOwnFileAndLine()
    {
        Write("group_vars/core.yml", "a: 1\nansible_port: x\nansible_password: hunter2\n"u8.ToArray());
        Write("host_vars/r2.yml", "a: [\n"u8.ToArray());
        var error = Should.Throw<NetBatchException>(() => InventoryFile.Read(Write("hosts", "[core]\nr[1:2]\n"u8.ToArray())));
        foreach (var part in (string[])["3 problems", "group_vars/core.yml line 2, column 'ansible_port': 'x'",
            "group_vars/core.yml line 3, column 'ansible_password'", "host_vars/r2.yml line"])
        {
            error.Message.ShouldContain(part);
        }

        error.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoPartOfTheFirstColumn()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)])
        {
            var device = InventoryFile.Read(Write("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("name,site\nr1,Zürich\n")]))[0];
            device.Labels["site"].ShouldBe("Zürich");
        }
    }

    [Fact]
    public void Read_Latin1_IsRefusedWithRemedy()
    {
        var error = Should.Throw<NetBatchException>(() =>
            InventoryFile.Read(Write("a.csv", Encoding.Latin1.GetBytes("name,site\nr1,Zürich\n"))));
        error.Code.ShouldBe(ErrorCode.InvalidInventory);
        error.Remedy!.ShouldContain("UTF-8");
    }

    [Fact]
    public void Read_MissingFile_NamesPath()
    {
        var error = Should.Throw<NetBatchException>(() => InventoryFile.Read(Path.Combine(_folder.FullName, "none.csv")));
        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        error.Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Read_BadLineOfFile_IsNamedWithFileAndLine() =>
        Should.Throw<NetBatchException>(() =>
            InventoryFile.Read(Write("lab.csv", "name,port\nr1,22\nr2,-1\n"u8.ToArray()))).Message.ShouldStartWith(
                "lab.csv line 3, column 'port': '-1'");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WriteCsv_RandomDevices_ReadBackTheSame(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var devices = Enumerable.Range(0, random.Next(1, 12)).Select(number => RandomDevice.Make(random, number)).ToList();
            var text = new StringWriter();
            InventoryFile.WriteCsv(devices, text);
            var read = Read(text.ToString(), InventoryFormat.Csv);
            read.Select(Flat).ShouldBe(devices.Select(Flat), $"seed {seed}, round {round}:\n{text}");
        }
    }

    [Fact]
    public void WriteCsv_SecretLabel_IsRefused()
    {
        var device = new Device { Name = "r1", Address = "r1", Labels = new Dictionary<string, string> { ["password"] = "hunter2" } };
        var error = Should.Throw<NetBatchException>(() => InventoryFile.WriteCsv([device], new StringWriter()));
        error.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void WriteCsv_PlainDevices_LeavesUnusedColumnsOut()
    {
        var text = new StringWriter();
        InventoryFile.WriteCsv(Read("name,ip,site\nr1,192.0.2.1,ams\nr2,192.0.2.2,\n"), text);
        text.ToString().ShouldBe("name,address,port,platform,site\nr1,192.0.2.1,22,,ams\nr2,192.0.2.2,22,,\n");
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
