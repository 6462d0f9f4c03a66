using System.Text;

namespace NetBatch.TextFsm.Language;

/// <summary>
/// Puts the values' expressions into a rule, as Python's <c>string.Template.substitute</c> does:
/// <c>${NAME}</c>, <c>$NAME</c>, and <c>$$</c> for a dollar sign.
/// </summary>
internal static class Substitution
{
    /// <summary>The rule with every value put in; a reason instead where that cannot be done.</summary>
    public static string? Apply(string rule, IReadOnlyDictionary<string, string> values, out string? problem)
    {
        problem = null;
        var dollar = rule.IndexOf('$');
        if (dollar < 0)
        {
            return rule;
        }

        var result = new StringBuilder();
        var from = 0;
        while (dollar >= 0)
        {
            result.Append(rule, from, dollar - from);
            if (dollar + 1 < rule.Length && rule[dollar + 1] == '$')
            {
                result.Append('$');
                from = dollar + 2;
            }
            else
            {
                var braced = dollar + 1 < rule.Length && rule[dollar + 1] == '{';
                var start = dollar + (braced ? 2 : 1);
                var end = EndOfName(rule, start);
                if (end == start || (braced && (end == rule.Length || rule[end] != '}')))
                {
                    problem = $"'$' at position {dollar} names no value; write $$ for the end of the line";
                    return null;
                }

                var name = rule[start..end];
                if (!values.TryGetValue(name, out var pattern))
                {
                    problem = $"no value is named '{name}'";
                    return null;
                }

                result.Append(pattern);
                from = braced ? end + 1 : end;
            }

            dollar = rule.IndexOf('$', from);
        }

        return result.Append(rule, from, rule.Length - from).ToString();
    }

    private static int EndOfName(string rule, int start)
    {
        var end = start;
        while (end < rule.Length && (char.IsAsciiLetter(rule[end]) || rule[end] == '_' || (end > start && char.IsAsciiDigit(rule[end]))))
        {
            end++;
        }

        return end;
    }
}
