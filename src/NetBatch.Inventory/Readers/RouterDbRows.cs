using System.Globalization;
using System.Text.RegularExpressions;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;
using NetBatch.Platforms;

namespace NetBatch.Inventory.Readers;

/// <summary>
/// Lines of a router.db. RANCID's are <c>name;type;state;comments</c>, before its version 3 with colons (router.db(5)); Oxidized's
/// <c>name:model:user:password</c>, as its documentation maps them, or <c>name:address:model</c>, with or without a port behind the
/// address; or what <see cref="OxidizedMap"/> says. No line is ever quoted: it may hold a password.
/// </summary>
internal static partial class RouterDbRows
{
    private static readonly string[] OxidizedLogin = ["username", "password", "enable"];

    /// <summary>Whether a line can be nothing else.</summary>
    public static bool Looks(string line) => RancidLine().IsMatch(line);

    public static List<FieldRow> Read(string text, string? folder, PlatformCatalog? platforms, ProblemList problems)
    {
        var rows = new List<FieldRow>();
        var map = OxidizedMap.Beside(folder);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (map is not null && !Looks(line))
            {
                var mapped = map.Cells(line, model => Platform(model, platforms, names => names.Oxidized));
                rows.Add(new FieldRow(number, [.. mapped.Select(cell => new Field(cell.Name, cell.Value, number))]));
                continue;
            }

            var cells = line.Split(line.Contains(';', StringComparison.Ordinal) ? ';' : ':', StringSplitOptions.TrimEntries);
            if (cells.Length < 2 || cells[0].Length == 0 || cells[1].Length == 0)
            {
                problems.Add(number, null, "the line has no name and type.",
                    "Write name;type;state (RANCID), name:model or name:address:model (Oxidized).");
                continue;
            }

            rows.Add(new FieldRow(number, [.. Cells(cells, platforms).Select(cell => new Field(cell.Name, cell.Value, number))]));
        }

        return rows;
    }

    private static IEnumerable<(string Name, string Value)> Cells(string[] cells, PlatformCatalog? platforms)
    {
        yield return ("name", cells[0]);
        if (cells.Length > 2 && !State().IsMatch(cells[2]) && (HostText.IsIp(cells[1]) || IsAddressed(cells, platforms)))
        {
            yield return ("address", cells[1]);
            cells = cells[1..];
            if (cells.Length > 2 && ushort.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                yield return ("port", cells[1]);
                cells = cells[1..];
            }
        }

        if (cells.Length > 2 && State().IsMatch(cells[2]))
        {
            yield return ("platform", Platform(cells[1], platforms, names => names.Rancid));
            yield return (FieldNames.LabelPrefix + "state", cells[2]);
            yield return (FieldNames.LabelPrefix + "comment", string.Join(' ', cells[3..]));
            yield break;
        }

        yield return ("platform", Platform(cells[1], platforms, names => names.Oxidized));
        foreach (var cell in OxidizedLogin.Zip(cells.Skip(2)))
        {
            yield return cell;
        }
    }

    /// <summary>Whether the second cell is a host's name: no model, with one behind it.</summary>
    private static bool IsAddressed(string[] cells, PlatformCatalog? platforms) =>
        platforms is not null && !IsModel(cells[1], platforms) && cells[2..].Take(2).Any(cell => IsModel(cell, platforms));

    private static bool IsModel(string cell, PlatformCatalog platforms) =>
        platforms.OfTool(cell, names => names.Oxidized) is not null || platforms.Resolve(cell) is not null;

    // RANCID's "cisco" is a platform only here.
    private static string Platform(string written, PlatformCatalog? platforms, Func<PlatformNames, IReadOnlyList<string>> tool) =>
        platforms?.OfTool(written, tool) ?? written;

    [GeneratedRegex("^[^;:,=\\s]+(?:;[A-Za-z][\\w.-]*;|:[A-Za-z][\\w.-]*:)(?:up|down)(?:[;:]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex RancidLine();

    [GeneratedRegex("^(?:up|down)$", RegexOptions.IgnoreCase)]
    private static partial Regex State();
}
