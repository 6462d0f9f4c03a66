using System.Security.Cryptography;
using System.Text;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Asa;

/// <summary>
/// What is the ASA's own: access lists whose entries have places (<c>line N</c>), names of interfaces that other lines use, objects in
/// use. By the ASA command reference: <c>access-group</c> goes by itself with the last permit or deny of its list; <c>no nameif</c> takes
/// all that names the interface; what does not exist cannot be named, what is named cannot be removed (without
/// <c>forward-reference enable</c>).
/// </summary>
internal sealed class AsaDialect : ViewDialect
{
    public static AsaDialect Instance { get; } = new();

    public override ViewGrammar Grammar => AsaGrammar.Grammar;

    public override string Negation => "no";

    public override bool TakesWholeLines => true;

    public override bool Sorts => false;

    public override string NameWord => "hostname";

    public override IEnumerable<(string Class, string Name)> MoreReferences(ViewMatch match)
    {
        var words = match.Line.Split(' ');
        return match.Rule!.Defines != "acl" || words.Contains("remark") ? []
            : words.Zip(words.Skip(1)).Where(pair => pair.First is "object" or "object-group");
    }

    public override string? Check(ViewConfig config, ViewNode here, ViewMatch match) =>
        match.Rule!.Literals == "nameif" && config.Defines("if", match.Line[7..]) && here.Find(match.Key)?.Line != match.Line
            ? $"ERROR: Name \"{match.Line[7..]}\" has been assigned to another interface\n" : null;

    public override string? CheckRemoval(ViewConfig config, ViewNode here, ViewNode node) =>
        here.Rule?.Defines == "object-group" && config.UsersOf("object-group", here.Names[0]).Any()
            && here.Children.Count(child => !child.Key.StartsWith("description", StringComparison.Ordinal)) == 1
            && node.Key != "description"
            ? $"Removing obj from object-group ({here.Names[0]}) not allowed;\n"
                + $"object-group ({here.Names[0]}), being used in access-list or threat-detection or NAT, would become empty\n" : null;

    public override string Added(ViewConfig config, ViewNode here, ViewNode node, string? before)
    {
        switch (node.Rule!)
        {
            case { Defines: "acl" }:
                return AsaAccessList.Place(config.Root, node, before);
            case { Defines: "if" }:
                return AsaNames.Named(config, here, node, before);
            case { Literals: "route" } when node.Line.Split(' ').Length == 5:
                node.Line += " 1";
                break;
            case { Literals: "username" } when !node.Line.Contains("pbkdf2", StringComparison.Ordinal)
                && !node.Line.Contains("encrypted", StringComparison.Ordinal):
                node.Line = Encrypted(node.Line);
                break;
            case { Literals: "host" or "subnet" or "range" or "fqdn" }:
                // An object has one value, of whatever kind.
                here.Children.RemoveAll(child => child != node && child.Rule!.Literals is "host" or "subnet" or "range" or "fqdn"
                    && child != node);
                break;
        }

        return "";
    }

    public override string Removed(ViewConfig config, ViewNode here, ViewNode node)
    {
        switch (node.Rule!.Defines)
        {
            case "acl":
                AsaAccessList.Emptied(config, node.Names[0]);
                break;
            case "if":
                AsaNames.Gone(config, here, node);
                break;
        }

        return "";
    }

    public override string Missing(string kind, string name) =>
        kind switch
        {
            "acl" => $"ERROR: access-list <{name}> does not exist\n",
            "if" => $"ERROR: % Invalid interface name {name}\n",
            "object" => $"ERROR: specified object <{name}> not found\n",
            "object-group" => $"ERROR: specified object-group <{name}> not found\n",
            _ => $"ERROR: % {kind} {name} does not exist\n",
        };

    public override string? InUse(ViewNode node) =>
        node.Rule!.Defines switch
        {
            "object" => $"ERROR: unable to delete object ({node.Names[0]}). object is being used.\n",
            "object-group" => $"Removing object-group ({node.Names[0]}) not allowed, it is being used.\n",
            "classmap" or "policymap" =>
                $"ERROR: % {(node.Rule.Defines == "classmap" ? "class-map" : "policy-map")} {node.Names[0]} is in use\n",
            _ => null,
        };

    public override string NotThere(ViewMatch match) =>
        match.Rule!.Defines switch
        {
            "acl" => "Specified access-list does not exist\n",
            "object-group" => $"object-group ({match.Names[0]}) does not exist\n",
            _ => "",
        };

    public override bool IsFrame(string line) =>
        line[0] is '!' or ':' || line.StartsWith("ASA Version", StringComparison.Ordinal)
            || line.StartsWith("Cryptochecksum", StringComparison.Ordinal) || line.Trim() == "no names";

    public override string Write(ViewNode root, bool sorted) => AsaText.Write(this, root, sorted);

    private static string Encrypted(string line)
    {
        var words = line.Split(' ');
        words[3] = $"$sha512$5000${Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(words[3])))[..22]} pbkdf2";
        return string.Join(' ', words);
    }
}
