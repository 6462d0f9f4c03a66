using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Fields;

/// <summary>The hosts on the way: <c>user@host:port</c> in order, and their own credentials by position.</summary>
internal static class JumpText
{
    /// <summary>The hops, nearest to this machine first.</summary>
    public static IReadOnlyList<JumpHost> Read(FieldBag bag)
    {
        var field = bag.Single(FieldKind.Jump);
        var hops = field is null ? [] : Hops(bag, field, field.Value);
        if (bag.Single(FieldKind.JumpCredential) is not { } secrets)
        {
            return hops;
        }

        var references = Values.List(secrets.Value) ?? [.. ListText.Split(Values.Text(secrets.Value) ?? "", ';')];
        if (references.Count != hops.Count)
        {
            bag.Wrong(secrets, $"{references.Count} credentials stand for {hops.Count} jump hosts.",
                "Write one for each jump host, in their order, with ';' between them; an empty one leaves that hop to the SSH client.");
            return hops;
        }

        return [.. hops.Zip(references, (hop, reference) => With(bag, secrets, hop, reference))];
    }

    /// <summary>The hops in one text or list.</summary>
    public static List<JumpHost> Hops(FieldBag bag, Field field, object? value)
    {
        var hops = new List<JumpHost>();
        IReadOnlyList<object?> items = Values.Map(value) is not null || value is JumpHost
            ? [value]
            : Values.List(value) ?? [.. ListText.Split(Values.Text(value) ?? "", ',', ';').Where(item => item.Length > 0)];
        foreach (var item in items)
        {
            if (item is JumpHost already)
            {
                Check(bag, field, already);
                hops.Add(already);
            }
            else if (Values.Map(item) is { } map)
            {
                Add(bag, field, hops, Combine(map), Values.Entry(map, "credential"));
            }
            else if (!string.Equals(Values.Text(item), "none", StringComparison.OrdinalIgnoreCase))
            {
                var (hop, reference) = Apart(Values.Text(item) ?? "");
                Add(bag, field, hops, hop, reference);
            }
        }

        return hops;
    }

    /// <summary>One hop as <see cref="Hops"/> reads it; a user name stands in it where the hop has no other credential.</summary>
    public static string Write(JumpHost hop)
    {
        var host = hop.Address.Contains(':', StringComparison.Ordinal) && hop.Port != 22 ? $"[{hop.Address}]" : hop.Address;
        return (IsUserOnly(hop.Credential) ? hop.Credential!.UserName + "@" : "") + host + (hop.Port == 22 ? "" : $":{hop.Port}");
    }

    /// <summary>Whether the credential says no more than who logs in.</summary>
    public static bool IsUserOnly(CredentialReference? credential) => credential is { Source: CredentialSource.Agent, UserName: not null };

    private static string Combine(IReadOnlyList<KeyValuePair<string, object?>> map)
    {
        var user = Values.Text(Values.Entry(map, "user", "username"));
        var host = Values.Text(Values.Entry(map, "address", "host", "hostname")) ?? "";
        var port = Values.Text(Values.Entry(map, "port"));
        host = port is not null && host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        return (user is null ? "" : user + "@") + host + (port is null ? "" : ":" + port);
    }

    // "10.0.0.1:2222 (ops@env:JUMP)", as a jump host shows itself: a host never holds a parenthesis.
    private static (string Hop, string? Reference) Apart(string text)
    {
        var at = text.EndsWith(')') ? text.IndexOf(" (", StringComparison.Ordinal) : -1;
        return at < 0 ? (text, null) : (text[..at], text[(at + 2)..^1]);
    }

    // An object made in code went through no reader; its address reaches the same command line.
    private static void Check(FieldBag bag, Field field, JumpHost hop)
    {
        if (!HostText.TryParse(hop.Address, out var host, out var wrong, out var remedy))
        {
            bag.Wrong(field, $"a jump host is wrong: {wrong}", remedy);
        }
        else if (host.User is not null || host.Port is not null || hop.Port is < 1 or > 65535)
        {
            bag.Wrong(field, $"a jump host is wrong: {QuotedText.Of(host.Host)} with port {hop.Port}.",
                "Give address, port (1 to 65535) and credential each in its own property.");
        }
        else if (hop.Credential is not null)
        {
            CredentialText.Read(bag, field, hop.Credential);
        }
    }

    private static void Add(FieldBag bag, Field field, List<JumpHost> hops, string text, object? credential)
    {
        if (!HostText.TryParse(text, out var host, out var wrong, out var remedy))
        {
            bag.Wrong(field, $"a jump host is wrong: {wrong}", remedy);
            return;
        }

        var hop = new JumpHost(host.Host, host.Port ?? 22,
            host.User is null ? null : new CredentialReference(CredentialSource.Agent, null, host.User));
        hops.Add(With(bag, field, hop, credential));
    }

    private static JumpHost With(FieldBag bag, Field field, JumpHost hop, object? reference)
    {
        if (Values.IsBlank(reference) || CredentialText.Read(bag, field, reference) is not { } credential)
        {
            return hop;
        }

        var user = hop.Credential?.UserName;
        if (user is not null && credential.UserName is not null && user != credential.UserName)
        {
            bag.Wrong(field, "the user name of a jump host differs from the one in its credential.", "Write it in one place.");
        }

        return hop with { Credential = credential with { UserName = credential.UserName ?? user } };
    }
}
