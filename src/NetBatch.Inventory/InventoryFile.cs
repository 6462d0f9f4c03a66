using System.Text;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;
using NetBatch.Inventory.Readers;
using NetBatch.Inventory.Writing;

namespace NetBatch.Inventory;

/// <summary>Reads and writes inventories as files. A file is taken whole or not at all, unless its reader asks for the rows that can be
/// used: every problem is found before anything is refused.</summary>
public static class InventoryFile
{
    /// <summary>Reads the devices of a file (UTF-8, or UTF-16 with a byte order mark).</summary>
    /// <param name="path">The file. Beside an Ansible inventory the connection variables in <c>group_vars</c> and <c>host_vars</c> are read
    /// too, beside Oxidized's router.db its <c>config</c>.</param>
    /// <param name="format">The form, or null to tell it by the file's name and beginning.</param>
    /// <param name="rules">What it is read by; null: nothing but itself.</param>
    /// <returns>The devices in the file's order.</returns>
    /// <exception cref="NetBatchException">
    /// <see cref="ErrorCode.InvalidInventory"/>: lines that cannot be used, up to twenty listed with line, column, value and remedy;
    /// <see cref="ErrorCode.DuplicateTarget"/>: two lines have one name, id or address and port;
    /// <see cref="ErrorCode.NoTargets"/>: there is no device in it;
    /// <see cref="ErrorCode.InvalidArgument"/>: the file cannot be read.
    /// </exception>
    public static IReadOnlyList<Device> Read(string path, InventoryFormat? format = null, InventoryRules? rules = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var source = Path.GetFileName(path);
        return Devices(ReadText(path, source), format ?? FormatDetection.ByName(path), format is null, source,
            rules ?? new InventoryRules(), Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads the devices of a text.</summary>
    /// <param name="reader">The text; it is read to its end and left open.</param>
    /// <param name="format">The form, or null to tell it by the text's beginning.</param>
    /// <param name="sourceName">What messages call the text.</param>
    /// <param name="rules">What it is read by; null: nothing but itself.</param>
    /// <returns>The devices in the text's order.</returns>
    /// <exception cref="NetBatchException">As for the other overload.</exception>
    public static IReadOnlyList<Device> Read(TextReader reader, InventoryFormat? format, string sourceName, InventoryRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(sourceName);
        return Devices(reader.ReadToEnd().TrimStart('\uFEFF'), format, format is null, sourceName, rules ?? new InventoryRules());
    }

    /// <summary>
    /// Writes the devices as CSV that <see cref="Read(TextReader, InventoryFormat?, string, InventoryRules)"/> reads back
    /// as the same devices. Columns that no device uses are left out; secrets stand as references only.
    /// </summary>
    /// <param name="devices">The devices.</param>
    /// <param name="writer">Where the text goes; it is left open.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a label has the name of a secret; nothing is written
    /// then.</exception>
    public static void WriteCsv(IEnumerable<Device> devices, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(writer);
        DeviceCsv.Write(devices, writer);
    }

    private static List<Device> Devices(string text, InventoryFormat? format, bool guessed, string source, InventoryRules rules,
        string? folder = null)
    {
        var problems = new ProblemList(source);
        var form = format ?? FormatDetection.ByContent(text);
        var rows = form switch
        {
            InventoryFormat.Csv => CsvRows.Read(text, problems, isNetBox: false),
            InventoryFormat.Json => JsonRows(text, folder, problems, mayBeAnsible: guessed),
            InventoryFormat.AnsibleJson =>
                AnsibleRows(Ansible.AnsibleList.Read(JsonNodes.Read(text, problems), problems), folder, problems),
            InventoryFormat.Nornir => NornirRows.Read(YamlNodes.Read(text, problems), folder, problems),
            InventoryFormat.RouterDb => RouterDbRows.Read(text, folder, rules.Platforms, problems),
            InventoryFormat.Yaml => YamlRows(text, folder, problems, guessed),
            InventoryFormat.AnsibleIni => AnsibleRows(Ansible.AnsibleIni.Read(text, problems), folder, problems),
            InventoryFormat.AnsibleYaml =>
                AnsibleRows(Ansible.AnsibleYaml.Read(YamlNodes.Read(text, problems), problems), folder, problems),
            InventoryFormat.SshConfig => SshConfigRows.Read(text, folder, problems),
            InventoryFormat.NetBox => FormatDetection.ByContent(text) == InventoryFormat.Json
                ? NodeRows.Read(JsonNodes.Read(text, problems), problems)
                : CsvRows.Read(text, problems, isNetBox: true),
            var other => throw new ArgumentOutOfRangeException(nameof(format), other, null),
        };

        var mapper = new DeviceMapper(rules);
        var entries = new List<(Device? Device, string? Name, int? Line)>();
        foreach (var row in BrokenRows.Mark([.. rows], problems,
            oneLine: form is InventoryFormat.Csv or InventoryFormat.AnsibleIni or InventoryFormat.RouterDb))
        {
            var device = mapper.Map(row, problems, out var name);
            entries.Add((device, name, row.Line));
        }

        var same = Duplicates.Find(entries, problems);
        List<Device> devices = [
            .. entries.Where((entry, i) => entry.Device is not null && !same.Contains(i)).Select(entry => entry.Device!)];
        if (rules.Skipped is not { } skipped || devices.Count == 0)
        {
            problems.ThrowIfAny();
        }
        else
        {
            foreach (var problem in problems.Exceptions)
            {
                skipped(problem);
            }
        }

        return devices.Count > 0 ? devices
            : throw new NetBatchException(ErrorCode.NoTargets, $"{source} holds no device.",
                "Give it at least one device; an empty inventory never means all devices.");
    }

    // A YAML file that nobody named a form for is an inventory of Ansible or Nornir where it is built like one.
    private static IEnumerable<FieldRow> YamlRows(string text, string? folder, ProblemList problems, bool guessed)
    {
        var node = YamlNodes.Read(text, problems);
        return guessed && Ansible.AnsibleYaml.Looks(node) ? AnsibleRows(Ansible.AnsibleYaml.Read(node, problems), folder, problems)
            : guessed && NornirRows.Looks(node) ? NornirRows.Read(node, folder, problems)
            : NodeRows.Read(node, problems);
    }

    private static IEnumerable<FieldRow> JsonRows(string text, string? folder, ProblemList problems, bool mayBeAnsible)
    {
        var node = JsonNodes.Read(text, problems);
        return mayBeAnsible && Ansible.AnsibleList.Looks(node) ? AnsibleRows(Ansible.AnsibleList.Read(node, problems), folder, problems)
            : NodeRows.Read(node, problems);
    }

    private static IEnumerable<FieldRow> AnsibleRows(Ansible.AnsibleInventory inventory, string? folder, ProblemList problems)
    {
        if (folder is not null)
        {
            Ansible.AnsibleVarsFiles.Load(folder, inventory, ReadText, problems);
        }

        return inventory.Rows();
    }

    internal static string ReadText(string path, string source)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true),
                detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException error)
        {
            throw new NetBatchException(ErrorCode.InvalidInventory, $"{source} is not UTF-8 text.",
                "Save it as UTF-8 (in Excel: 'CSV UTF-8').", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"The inventory '{QuotedText.Plain(path)}' cannot be read: {error.Message}", "Check the path and its permissions.", error);
        }
    }
}
