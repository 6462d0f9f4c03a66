using System.Globalization;

namespace NetBatch.Lab.Configs.Views;

/// <summary>The rules of access lists by their numbers, as VRP and Comware keep them.</summary>
internal static class NumberedRules
{
    /// <summary>A rule without a number gets the next one.</summary>
    /// <param name="list">The list.</param>
    /// <param name="line">The line as typed.</param>
    /// <param name="first">The number of a list's first rule where no step is set.</param>
    public static string Numbered(ViewNode list, string line, int first)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["rule", "permit" or "deny", ..] words)
        {
            return line;
        }

        var step = list.Find("step") is { } set ? int.Parse(set.Line[5..], CultureInfo.InvariantCulture) : 5;
        var last = Of(list).Select(node => long.Parse(node.Names[0], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
        var next = last < 0 ? first == 0 ? 0 : step : (last / step + 1) * step;
        return $"rule {next} {string.Join(' ', words[1..])}";
    }

    /// <summary>The rules of a list, without their descriptions.</summary>
    public static IEnumerable<ViewNode> Of(ViewNode list) => list.Children.Where(child => child.Rule!.IsNumbered);

    /// <summary>What a rule is about.</summary>
    public static string Text(string line) => line[(line.IndexOf(' ', 5) + 1)..];

    /// <summary>Why a rule cannot be typed, or null.</summary>
    public static string? Check(ViewNode list, ViewMatch match, bool advanced, string wrong, string again)
    {
        if (!match.Rule!.IsNumbered)
        {
            return null;
        }

        return AclRule.Read(Text(match.Line), advanced) is not { } typed ? wrong
            : Of(list).Any(other => other.Key != match.Key && Text(other.Line) == Merged(list, match.Key, typed).ToString()) ? again : null;
    }

    /// <summary>Puts a rule that was typed into the form in which it is kept.</summary>
    public static void Keep(ViewNode node, string? before, bool advanced)
    {
        var typed = AclRule.Read(Text(node.Line), advanced)!;
        var old = before is null ? null : AclRule.Read(Text(before), advanced);
        node.Line = $"{node.Key} {old?.With(typed) ?? typed}";
    }

    /// <summary>Takes parts of a rule away: "if any argument is given, the system will delete only the specified information" (Quidway
    /// S3900 Command Manual, ACL, "undo rule"; so HP E4510, page 835). False: it has no such part.</summary>
    public static bool Without(ViewNode node, string parts)
    {
        var rule = AclRule.Read(Text(node.Line), advanced: true) ?? AclRule.Read(Text(node.Line), advanced: false)!;
        var names = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!names.All(rule.Parts.ContainsKey))
        {
            return false;
        }

        node.Line = $"{node.Key} {rule with { Parts = rule.Parts.Where(part => !names.Contains(part.Key)).ToDictionary() }}";
        return true;
    }

    private static AclRule Merged(ViewNode list, string key, AclRule typed) =>
        list.Find(key) is { } old && AclRule.Read(Text(old.Line), typed.Protocol.Length > 0) is { } rule ? rule.With(typed) : typed;
}
