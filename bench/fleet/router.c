/* A light IOS-like command line on stdin and stdout: it is the login shell of the lab's users, so that next to nothing of
   what a client costs is the server's. The terminal echoes, as the kernel does it. ROUTER_DELAY_MS delays each answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char VERSION[] = "Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.2(4)M6\r\n"
                              "ROM: System Bootstrap\r\nr1 uptime is 3 weeks, 2 days\r\nConfiguration register is 0x2102\r\n";

static void put(const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        ssize_t done = write(1, text, left);
        if (done <= 0)
            _exit(0);
        text += done;
        left -= (size_t)done;
    }
}

int main(void)
{
    static char table[1 << 14], line[4096];
    size_t length = 0;
    for (int i = 0, n = 0; i < 50; i++)
        n += snprintf(table + n, sizeof table - (size_t)n,
                      "10.0.%d.1       1   FULL/DR         00:00:3%d    10.0.%d.2       GigabitEthernet0/%d\r\n", i, i % 10, i, i);
    struct termios terminal;
    if (!tcgetattr(0, &terminal)) {
        terminal.c_oflag &= ~(tcflag_t)OPOST;
        tcsetattr(0, TCSANOW, &terminal);
    }
    const char *said = getenv("ROUTER_DELAY_MS");
    useconds_t delay = said ? (useconds_t)atoi(said) * 1000 : 0;
    put("\r\n*** Authorized access only ***\r\n\r\nr1#");
    for (char c; read(0, &c, 1) == 1;) {
        if (c != '\n' && c != '\r') {
            if (length < sizeof line - 1)
                line[length++] = c;
            continue;
        }
        line[length] = 0;
        length = 0;
        if (delay)
            usleep(delay);
        if (!strcmp(line, "exit"))
            return 0;
        if (!strncmp(line, "show ver", 8))
            put(VERSION);
        else if (!strncmp(line, "show", 4))
            put(table);
        else if (*line && strncmp(line, "terminal ", 9))
            put("                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n");
        /* On a line of its own, also where the line was typed before the prompt and so echoed above it: Netmiko takes two
           prompts on one line for the device's name. */
        put("\r\nr1#");
    }
    return 0;
}
