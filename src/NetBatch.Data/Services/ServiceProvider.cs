using System.Data.Common;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Services;

/// <summary>A declared service: checks instances of it and opens sessions.</summary>
internal sealed class ServiceProvider(ServiceDeclaration declaration)
{
    public string Name => declaration.Name;

    public ServiceDeclaration Declaration => declaration;

    /// <summary>Problems of an instance's connection, before anything connects.</summary>
    public IEnumerable<WorkProblem> Problems(DatabaseInstance instance)
    {
        var path = $"targets.{instance.Name}.connection";
        var pairs = Pairs(instance.Connection);
        if (pairs is null)
        {
            return [new(path, $"The connection of '{instance.Name}' is neither a URL nor of the form Key=value;Key=value.")];
        }

        if (pairs.Keys.FirstOrDefault(ConnectionText.IsSecret) is { } secret)
        {
            return [ConnectionText.SecretGiven(instance, path, secret)];
        }

        List<WorkProblem> problems = [];
        foreach (var missing in declaration.Connection.Where(name => !pairs.ContainsKey(name)))
        {
            problems.Add(new(path, $"The connection of '{instance.Name}' does not give {missing}.",
                $"'{Name}' needs: {string.Join(", ", declaration.Connection)}."));
        }

        if (pairs.TryGetValue("Client", out var client) && !IsReference(client))
        {
            // It could be the secret itself: it is not shown.
            problems.Add(new(path, $"Client of '{instance.Name}' is no reference to a secret.",
                "Write the client's id and where its secret is: ID@env:NAME."));
        }

        (string Key, string? Text)[] urls = [("Url", pairs.GetValueOrDefault("Url") ?? declaration.Url),
            ("TokenUrl", pairs.GetValueOrDefault("TokenUrl") ?? declaration.Token?.Url ?? "https://none")];
        foreach (var (key, text) in urls)
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            {
                problems.Add(new(path, $"{key} of '{instance.Name}' is missing or cannot be used.",
                    "Write https://host, without user and password."));
            }
            else if (url.Scheme == "http" && !url.IsLoopback)
            {
                problems.Add(new(path, $"{key} of '{instance.Name}' is not encrypted; tokens would cross the network in the clear.",
                    "Write https://."));
            }
        }

        return problems;
    }

    public async Task<ServiceSession> OpenAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var instance = (DatabaseInstance)run.Target;
        ConnectionText.Ensure(Problems(instance));
        var pairs = Pairs(instance.Connection)!;
        Secret? client = null;
        if (pairs.TryGetValue("Client", out var text))
        {
            var reference = CredentialReference.Parse(text);
            client = await SecretAsync(run, reference, cancellationToken).ConfigureAwait(false);
            pairs["client"] = reference.UserName ?? client.UserName ?? "";
            client = new Secret(pairs["client"], client.Reveal());
        }

        var own = instance.Credential is { IsPassword: true } credential
            ? await SecretAsync(run, credential, cancellationToken).ConfigureAwait(false) : null;
        return new ServiceSession(declaration, new Uri(pairs.GetValueOrDefault("Url") ?? declaration.Url!), pairs, client, own, run.Time);
    }

    private static async Task<Secret> SecretAsync(IRunContext run, CredentialReference reference, CancellationToken cancellationToken) =>
        await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)
        ?? throw new NetBatchException(ErrorCode.CredentialRequired,
            $"No source here has the credential {reference} of '{run.Target.Name}'.");

    private static bool IsReference(string text)
    {
        try
        {
            return CredentialReference.Parse(text).IsPassword;
        }
        catch (NetBatchException)
        {
            return false;
        }
    }

    private static Dictionary<string, string>? Pairs(string connection)
    {
        if (connection.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return new(StringComparer.OrdinalIgnoreCase) { ["Url"] = connection };
        }

        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connection };
            return builder.Keys.Cast<string>().ToDictionary(key => key, key => $"{builder[key]}", StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
