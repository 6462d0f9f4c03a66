using System.Data.Common;

namespace NetBatch.Data.Providers;

/// <summary>Reads connection texts and refuses secrets in them.</summary>
internal static class ConnectionText
{
    private static readonly string[] SecretWords = ["password", "pwd", "passwd", "passphrase", "secret", "token", "passcode", "private_key",
        "privatekey", "apikey", "api key"];

    /// <summary>Problems of a text of <c>Key=value;</c> pairs.</summary>
    public static IEnumerable<WorkProblem> Problems(DatabaseInstance instance, DbConnectionStringBuilder into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var path = $"targets.{instance.Name}.connection";
        if (string.IsNullOrWhiteSpace(instance.Connection))
        {
            return [new(path, $"The instance '{instance.Name}' has no connection.", "Give its connection string.")];
        }

        // Before the driver reads it: its message could quote the secret.
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = instance.Connection;
        }
        catch (ArgumentException)
        {
            return [new(path, $"The connection of '{instance.Name}' cannot be read: it is not of the form Key=value;Key=value.",
                "Quote values that hold ';' or '='.")];
        }

        if (pairs.Keys.Cast<string>().FirstOrDefault(IsSecret) is { } secret)
        {
            return [SecretGiven(instance, path, secret)];
        }

        try
        {
            into.ConnectionString = instance.Connection;
            return [];
        }
        catch (ArgumentException problem)
        {
            return [new(path, $"The connection of '{instance.Name}' cannot be used: {problem.Message.ReplaceLineEndings(" ")}")];
        }
    }

    /// <summary>Whether a key of a connection names a secret.</summary>
    public static bool IsSecret(string key) =>
        SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !key.Contains("persist", StringComparison.OrdinalIgnoreCase) && !key.Contains("file", StringComparison.OrdinalIgnoreCase)
            && !key.EndsWith("url", StringComparison.OrdinalIgnoreCase);

    public static WorkProblem SecretGiven(DatabaseInstance instance, string path, string key) =>
        new(path, $"The connection of '{instance.Name}' has '{key}'; a connection is stored and shown and holds no secret.",
            "Leave it out and name where it comes from: Credential 'user@env:NAME', 'user@vault:NAME', or -Credential.");

    /// <summary>Throws the first problem.</summary>
    public static void Ensure(IEnumerable<WorkProblem> problems)
    {
        if (problems.FirstOrDefault() is { } problem)
        {
            throw new NetBatchException(problem.Code, problem.Message, problem.Remedy);
        }
    }
}
