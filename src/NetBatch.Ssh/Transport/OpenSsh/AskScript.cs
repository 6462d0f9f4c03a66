using System.Diagnostics;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// The program that ssh runs when it wants a password (SSH_ASKPASS): a shell script, because a native one would have to
/// be built for each system and a .NET one takes 40 ms to start. It writes one line (session, asking process,
/// question) to a FIFO and reads one line from the session's own.
/// </summary>
internal static class AskScript
{
    /// <summary>Names the session to the script.</summary>
    public const string SessionVariable = "NETBATCH_SSH_SESSION";

    /// <summary>File name of the session's answer FIFO.</summary>
    public const string AnswerFifo = "answer";

    public static string Write(string questionFifo, string folder, string? setpriv)
    {
        // Without the guard a script that waits for its answer would stay when its ssh is killed.
        var guard = setpriv is null
            ? ""
            : $$"""
              if [ -z "${NETBATCH_SSH_GUARD-}" ]; then
                NETBATCH_SSH_GUARD=1; export NETBATCH_SSH_GUARD
                exec '{{setpriv}}' --pdeathsig KILL /bin/sh "$0" "$@"
              fi
              {{GuardScript.CheckSession.Replace("\n", "\n  ", StringComparison.Ordinal)}}
              """;
        return $$"""
            #!/bin/sh
            # Hands a question of ssh to NetBatch and the answer back. Holds no secret.
            [ "${SSH_ASKPASS_PROMPT-}" = none ] && exit 0
            [ -n "${ {{SessionVariable}}-}" ] || exit 1
            {{guard}}
            nl='
            '
            q=$1
            while :; do
              case $q in
                *"$nl"*) q="${q%%"$nl"*} ${q#*"$nl"}" ;;
                *) break ;;
              esac
            done
            printf '%s\t%s\t%.800s\n' "${{SessionVariable}}" "$PPID" "$q" >'{{questionFifo}}' || exit 1
            IFS= read -r a <'{{folder}}'/"${{SessionVariable}}"/{{AnswerFifo}} || exit 1
            printf '%s\n' "$a"

            """.Replace("${ ", "${", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }

    /// <summary>Runs the script once: a folder may be mounted so that nothing in it can be executed.</summary>
    public static async Task ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var environment = ClientEnvironment.Allowed();
        environment["SSH_ASKPASS_PROMPT"] = "none";
        using var process = new Process { StartInfo = ProcessStarter.Describe([path], environment) };
        process.Start();
        using var input = process.StandardInput;
        using var output = process.StandardOutput;
        using var errors = process.StandardError;
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new IOException($"'{path}' ended with exit status {process.ExitCode}.");
        }
    }
}
