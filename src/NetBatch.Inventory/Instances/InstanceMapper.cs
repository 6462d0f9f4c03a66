using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Instances;

/// <summary>Makes an instance of a row of fields, or says everything that is wrong with the row.</summary>
/// <param name="folder">What relative paths of SQLite files are relative to.</param>
internal sealed class InstanceMapper(string folder)
{
    /// <summary>The instance, or null after at least one problem was added.</summary>
    public DatabaseInstance? Map(FieldRow row, ProblemList problems, out string? name)
    {
        var before = problems.Found;
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        Dictionary<string, string> labels = new(StringComparer.OrdinalIgnoreCase);
        List<string> tags = [];
        CredentialReference? credential = null;
        foreach (var field in row.Fields.Where(field => !Values.IsBlank(field.Value)))
        {
            void Wrong(string message, string remedy) => problems.Add(field.Line ?? row.Line, field.Name, message, remedy);
            if (FieldNames.Classify(field.Name).Kind == FieldKind.Secret && Values.MayBeSecret(field.Value))
            {
                Wrong("a secret stands here.",
                    "Take the column away, change the secret, and name its place in a column 'credential': env:NAME or vault:NAME, with "
                        + "user@ in front.");
            }
            else if (Meaning(FieldNames.Normalize(field.Name)) is not { } meaning)
            {
                // Objects of ours that come by the pipeline have members that say nothing new.
                if (FieldNames.Normalize(field.Name) == "labels" && (Values.Map(field.Value) ?? LabelFields.Pairs(field)) is { } map)
                {
                    foreach (var (label, value) in map)
                    {
                        labels[label] = Values.Text(value) ?? "";
                    }
                }
                else if (FieldNames.Normalize(
                    field.Name) is not ("kind" or "type" or "endpoint" or "secretreference" or "pscomputername" or "psshowcomputername"
                        or "pssourcejobinstanceid" or "runspaceid"))
                {
                    labels[FieldNames.LabelName(field.Name) ?? field.Name.Trim()] = Values.Text(field.Value) ?? "";
                }
            }
            else if (meaning == "tags")
            {
                var words = Values.List(field.Value) is { } list ? list.Select(Values.Text)
                    : ListText.Split(Values.Text(field.Value) ?? "", ',', ';');
                tags.AddRange(words.OfType<string>()
                    .Where(word => word.Length > 0 && !tags.Contains(word, StringComparer.OrdinalIgnoreCase)));
            }
            else if (meaning == "credential")
            {
                credential = CredentialText.Read(new FieldBag(row, new ProblemList(null)), field, field.Value);
                if (credential is null)
                {
                    Wrong("this is no reference to a secret.", "Write user@env:NAME or user@vault:NAME.");
                }
            }
            else if (Values.Text(field.Value) is not { } text || !known.TryAdd(meaning, text.Trim()))
            {
                Wrong("a list stands here, or another column says the same.", "Write one value in one column.");
            }
        }

        name = known.GetValueOrDefault("name");
        if (name is null || name.Length > 255 || name.Any(mark => char.IsControl(mark) || mark is '*' or '?'))
        {
            problems.Add(row.Line, "name", $"{(name is null ? "no column" : QuotedText.Of(name))} names the instance.",
                "Write up to 255 characters in a column 'name', without * and ?.");
        }

        if (!known.TryGetValue("connection", out var connection))
        {
            problems.Add(row.Line, "connection", "no column says how the instance is reached.",
                "Give a column 'connection': a file's path for sqlite, a connection string or URL for others.");
        }

        if (known.GetValueOrDefault("user") is { } user)
        {
            credential = credential is null ? new CredentialReference(CredentialSource.Agent, null, user)
                : credential with { UserName = credential.UserName ?? user };
        }

        var provider = known.GetValueOrDefault("provider", "sqlite").ToLowerInvariant();
        return row.Broken || problems.Found > before ? null : new DatabaseInstance
        {
            Id = known.GetValueOrDefault("id", name!),
            Name = name!,
            Provider = provider,
            // A path must mean the same file wherever a job of it runs later.
            Connection = provider is "sqlite" or "duckdb" && !connection!.Contains('=', StringComparison.Ordinal)
                ? Path.GetFullPath(connection, folder) : connection!,
            Region = known.GetValueOrDefault("region"),
            Credential = credential,
            Labels = labels,
            Tags = tags,
        };
    }

    /// <summary>What a column says, by its name without spaces and the like; null: it is a label.</summary>
    public static string? Meaning(string name) => name switch
    {
        "name" or "instance" or "instancename" => "name",
        "id" or "instanceid" => "id",
        "provider" or "providername" or "engine" => "provider",
        "connection" or "connectionstring" or "url" or "path" or "file" or "dsn" => "connection",
        "region" => "region",
        "credential" or "credentialname" => "credential",
        "user" or "username" => "user",
        "tag" or "tags" => "tags",
        _ => null,
    };
}
